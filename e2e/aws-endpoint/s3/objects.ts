import { AwsError } from '../wire/aws-error'
import { type Bucket, etagOf, type S3Object } from './bucket'
import { checkedSums, sumHeaders } from './checksums'
import type { S3Call } from './s3-call'

/** What an operation answers, before the headers that all have. */
export type S3Answer = { status?: number; headers?: Record<string, string>; body?: Buffer | string }

const preconditionFailed = () =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)

/**
 * `If-None-Match: *` puts an object only where none is, `If-Match` only over the one it names.
 * @throws AwsError PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWrite(bucket: Bucket, { key, headers }: S3Call): void {
  const [noneMatch, match] = [headers['if-none-match'], headers['if-match']]
  const there = bucket.objects.get(key)
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new AwsError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
    )
  }
  if (noneMatch === '*' && there) throw preconditionFailed()
  if (match === undefined) return
  if (!there) throw noSuchKey()
  if (unquoted(match) !== unquoted(there.etag)) throw preconditionFailed()
}

export function putObject(bucket: Bucket, call: S3Call, now: number): S3Answer {
  const { key, body, headers } = call
  if (headers['x-amz-copy-source'] !== undefined) {
    throw new AwsError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
    )
  }
  const checksums = checkedSums(body, headers)
  checkWrite(bucket, call)
  const etag = etagOf(body)
  bucket.objects.set(key, {
    bytes: Buffer.from(body),
    etag,
    lastModified: now,
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    headers: keptHeaders(headers),
    checksums,
  })
  return { headers: { etag, ...sumHeaders(checksums) } }
}

/** What S3 gives back as it was put. */
export function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const isKept = (name: string) =>
    /^x-amz-meta-|^(?:cache-control|content-disposition|content-language|expires)$/.test(name)
  const encoding = (headers['content-encoding'] ?? '').replace(/,?\s*aws-chunked\s*,?/, '')
  return {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name))),
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
  }
}

/** GetObject and HeadObject; of a HEAD, Node sends the headers alone. */
export function getObject(bucket: Bucket, { key, headers }: S3Call): S3Answer {
  const object = bucket.objects.get(key)
  if (!object) throw noSuchKey()
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']]
  if (match !== undefined && match !== '*' && unquoted(match) !== unquoted(object.etag))
    throw preconditionFailed()
  if (noneMatch !== undefined && (noneMatch === '*' || unquoted(noneMatch) === unquoted(object.etag))) {
    return { status: 304, headers: { etag: object.etag } }
  }
  const common = {
    etag: object.etag,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'content-type': object.contentType,
    'accept-ranges': 'bytes',
    ...object.headers,
  }
  const range = rangeOf(headers.range, object)
  if (range) {
    const [first, last] = range
    return {
      status: 206,
      headers: { ...common, 'content-range': `bytes ${first}-${last}/${object.bytes.length}` },
      body: object.bytes.subarray(first, last + 1),
    }
  }
  const wanted = headers['x-amz-checksum-mode'] === 'ENABLED' ? sumHeaders(object.checksums) : {}
  return { headers: { ...common, ...wanted }, body: object.bytes }
}

/** First and last byte, both included; undefined for a range that S3 does not read, and for none. */
function rangeOf(header: string | undefined, { bytes }: S3Object): [first: number, last: number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const end = bytes.length - 1
  const [first, last] =
    from === ''
      ? [Math.max(0, bytes.length - Number(to)), end]
      : [Number(from), to === '' ? end : Math.min(Number(to), end)]
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined
  if (first > end || (from === '' && to === '0')) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416)
  }
  return [first, last]
}

/** There or not: S3 says the same. */
export function deleteObject(bucket: Bucket, { key }: S3Call): S3Answer {
  bucket.objects.delete(key)
  return { status: 204 }
}

export const noSuchKey = () => new AwsError('NoSuchKey', 'The specified key does not exist.', 404)

const unquoted = (etag: string) => etag.replace(/^"|"$/g, '')
