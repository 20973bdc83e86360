import 'server-only'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { acceptsGzip } from '@/lib/accepts-gzip'
import type { ImageLogEvents } from '@/lib/images/schemas'
import { currentRequest } from '@/lib/request-context'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/**
 * A page of log events as it is answered: JSON, compressed once however many ask, off the main thread. A log shrinks
 * to a tenth and less, so caches hold ten times as much of it, and most browsers are sent it as it lies there.
 */
export type PackedPage = {
  gzip: Buffer
  /** Uncompressed, while it is fresh. */
  json?: Buffer
  /** Kept from this time on, epoch milliseconds, and AWS cannot be asked whether it is still so. */
  asOf?: number
}

export async function packPage(json: Buffer): Promise<PackedPage> {
  return { gzip: await pack(json, { level: 1 }), json }
}

export async function readPage({ json, gzip }: PackedPage): Promise<ImageLogEvents> {
  return parsePage(json ?? (await unpack(gzip)))
}

export function unpackPage({ gzip }: PackedPage): Promise<Buffer> {
  return unpack(gzip)
}

export function parsePage(json: Buffer): ImageLogEvents {
  return JSON.parse(json.toString()) as ImageLogEvents
}

/** A page's first event's time and where the page goes on, without reading the rest of it into objects. */
export function edgesOf(json: Buffer): { firstTimestamp?: string | undefined; nextToken?: string } {
  const firstTimestamp = /^\{"events":\[\{"timestamp":"([^"]+)"/.exec(json.toString('latin1', 0, 80))?.[1]
  const tail = json.toString('utf8', json.lastIndexOf(']') + 1)
  const { nextToken } = JSON.parse(tail === '}' ? '{}' : `{${tail.slice(1)}`) as { nextToken?: string }
  return { firstTimestamp, ...(nextToken === undefined ? {} : { nextToken }) }
}

/** The page for a caller who may or may not take it compressed. */
export async function pageResponse(
  { gzip, json, asOf }: PackedPage,
  acceptEncoding: string | null,
): Promise<Response> {
  // Next, which answers the API under `npm run dev`, would drop the header.
  const isNext = process.env.NODE_ENV === 'development' || currentRequest() === undefined
  const packed = !isNext && acceptsGzip(acceptEncoding)
  const body = packed ? gzip : (json ?? (await unpack(gzip)))
  return new Response(new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length), {
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...(packed && { 'content-encoding': 'gzip' }),
      'cache-control': 'no-store',
      ...ageHeader(asOf),
      vary: 'accept-encoding',
    },
  })
}

/** HTTP's own header for what was kept: how many seconds ago it was so. */
export const ageHeader = (asOf: number | undefined): Record<string, string> =>
  asOf === undefined ? {} : { age: String(Math.round((Date.now() - asOf) / 1000)) }
