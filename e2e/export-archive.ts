import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import type { ImageLogEvents, ImageStackEvents, StackEvent } from '../lib/images/schemas'

/**
 * An image's export archive as `pcluster export-image-logs` lays it out (cli/src/pcluster/models/common.py): a folder
 * `<imageId>-logs-<time>` with `cloudwatch-logs/<stream, / as ->` and `<imageId>-cfn-events`, a JSON list of pages.
 */
export async function exportArchive(
  origin: string,
  imageId: string,
  logStreamName: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const api = `${origin}/v3/images/custom/${imageId}`
  const folder = `${imageId}-logs-202611261200`
  return packed({
    [`${folder}/cloudwatch-logs/${logStreamName.replace('/', '-')}`]: await exportedLog(api, logStreamName),
    [`${folder}/${imageId}-cfn-events`]: JSON.stringify(await pagesOfStackEvents(api)),
  })
}

/** A `.tar.gz` of these files. */
export async function packed(files: Record<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const entries = Object.entries(files).map(([name, text]) => {
    const body = new TextEncoder().encode(text)
    return { header: { name, size: body.length, type: 'file' as const }, body }
  })
  return Uint8Array.from(gzipSync(await packTar(entries)))
}

async function exportedLog(api: string, logStreamName: string): Promise<string> {
  const lines: string[] = []
  let token: string | undefined
  for (;;) {
    const query = new URLSearchParams({ startFromHead: 'true', ...(token && { nextToken: token }) })
    const response = await fetch(`${api}/logstreams/${encodeURIComponent(logStreamName)}?${query}`)
    const page = (await response.json()) as ImageLogEvents
    for (const { timestamp, message } of page.events) lines.push(`${timestamp} ${message}\n`)
    if (page.nextToken === undefined || page.nextToken === token) return lines.join('')
    token = page.nextToken
  }
}

async function pagesOfStackEvents(api: string): Promise<object[][]> {
  const pages: object[][] = []
  let token: string | undefined
  do {
    const response = await fetch(
      `${api}/stackevents?${new URLSearchParams(token ? { nextToken: token } : {})}`,
    )
    const page = (await response.json()) as ImageStackEvents
    pages.push(page.events.map(inPascalCase))
    token = page.nextToken
  } while (token !== undefined)
  return pages
}

const inPascalCase = (event: StackEvent) =>
  Object.fromEntries(
    Object.entries(event).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  )
