import { AwsError } from '../wire/aws-error'

/**
 * Takes the frames of `aws-chunked` off a body: `<hex length>[;chunk-signature=…]\r\n<bytes>\r\n`, a chunk of nothing, then
 * trailing headers, which join the others. Signatures are not checked.
 * @throws AwsError IncompleteBody
 */
export function withoutChunks(
  body: Buffer,
  headers: Record<string, string>,
): { body: Buffer; headers: Record<string, string> } {
  if (!/aws-chunked/.test(headers['content-encoding'] ?? '')) return { body, headers }
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const end = body.indexOf('\r\n', at)
    const length = Number.parseInt(body.subarray(at, end < 0 ? at : end).toString('latin1'), 16)
    if (end < 0 || Number.isNaN(length) || end + 2 + length > body.length) {
      throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly')
    }
    at = end + 2
    if (length === 0) break
    chunks.push(body.subarray(at, at + length))
    at += length + 2
  }
  const trailers = body
    .subarray(at)
    .toString('latin1')
    .split('\r\n')
    .flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
      return name === undefined ? [] : [[name.toLowerCase(), value ?? '']]
    })
  return { body: Buffer.concat(chunks), headers: { ...headers, ...Object.fromEntries(trailers) } }
}
