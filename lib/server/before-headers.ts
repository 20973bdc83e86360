import type { ServerResponse } from 'node:http'

/**
 * Calls `finish` in the moment before an answer's headers leave, whoever wrote the answer, so that what it sets
 * cannot be overridden and nothing is sent twice.
 */
export function beforeHeaders(res: ServerResponse, finish: () => void): void {
  const writeHead = res.writeHead
  res.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
    res.writeHead = writeHead
    finish()
    return writeHead.apply(res, args)
  } as typeof writeHead
}
