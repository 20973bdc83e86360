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
}

export async function packPage(json: Buffer): Promise<PackedPage> {
  return { gzip: await pack(json, { level: 1 }), json }
}

export async function readPage({ json, gzip }: PackedPage): Promise<ImageLogEvents> {
  return JSON.parse((json ?? (await unpack(gzip))).toString()) as ImageLogEvents
}

/** The page for a caller who may or may not take it compressed. */
export async function pageResponse(
  { gzip, json }: PackedPage,
  acceptEncoding: string | null,
): Promise<Response> {
  // Next, which answers without a door under `next dev`, would drop the header.
  const packed = currentRequest() !== undefined && acceptsGzip(acceptEncoding)
  const body = packed ? gzip : (json ?? (await unpack(gzip)))
  return new Response(new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length), {
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...(packed && { 'content-encoding': 'gzip' }),
      'cache-control': 'no-store',
      vary: 'accept-encoding',
    },
  })
}
