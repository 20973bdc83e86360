import { AwsError } from '../wire/aws-error'
import { escapeXml } from '../wire/xml'
import type { Bucket, S3Object } from './bucket'
import type { S3Answer } from './objects'
import type { S3Call } from './s3-call'
import { s3Xml } from './s3-xml'

/** Keys in the order of their UTF-8 bytes, at most 1,000 a page; with a delimiter what lies behind one is told once. */
export function listObjectsV2(bucket: Bucket, { query }: S3Call): S3Answer {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const most = mostKeys(query.get('max-keys'))
  const token = query.get('continuation-token')
  const startAfter = query.get('start-after')
  const after = token === null ? startAfter : readToken(token)
  const write = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text

  const contents: [key: string, object: S3Object][] = []
  const prefixes: string[] = []
  let last: string | undefined
  let isTruncated = false
  for (const [key, object] of [...bucket.objects].sort(([a], [b]) => inOrder(a, b))) {
    if (!key.startsWith(prefix)) continue
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length)
    if (after !== null && inOrder(common ?? key, after) <= 0) continue
    if (common !== undefined && prefixes.at(-1) === common) continue
    if (contents.length + prefixes.length === most) {
      isTruncated = most > 0
      break
    }
    if (common === undefined) contents.push([key, object])
    else prefixes.push(common)
    last = common ?? key
  }
  const next = isTruncated && last !== undefined ? Buffer.from(last).toString('base64url') : undefined
  return s3Xml(
    'ListBucketResult',
    [
      ['Name', bucket.name],
      ['Prefix', write(prefix)],
      ...(delimiter === '' ? [] : [['Delimiter', write(delimiter)] as const]),
      ...(startAfter === null ? [] : [['StartAfter', write(startAfter)] as const]),
      ...(token === null ? [] : [['ContinuationToken', token] as const]),
      ...(next === undefined ? [] : [['NextContinuationToken', next] as const]),
      ['KeyCount', String(contents.length + prefixes.length)],
      ['MaxKeys', String(most)],
      ['IsTruncated', String(isTruncated)],
      ...(query.get('encoding-type') === 'url' ? [['EncodingType', 'url'] as const] : []),
    ],
    contents.map(([key, object]) => contentsOf(write(key), object)).join('') +
      prefixes
        .map((text) => `<CommonPrefixes><Prefix>${escapeXml(write(text))}</Prefix></CommonPrefixes>`)
        .join(''),
  )
}

function contentsOf(key: string, { lastModified, etag, bytes, checksums }: S3Object): string {
  const seconds = `${new Date(lastModified).toISOString().slice(0, 19)}.000Z`
  const algorithms = Object.keys(checksums)
    .map((name) => `<ChecksumAlgorithm>${name.toUpperCase()}</ChecksumAlgorithm>`)
    .join('')
  return (
    `<Contents><Key>${escapeXml(key)}</Key><LastModified>${seconds}</LastModified><ETag>${escapeXml(etag)}</ETag>` +
    `${algorithms}<Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  )
}

function mostKeys(text: string | null): number {
  if (text === null) return 1000
  if (!/^\d+$/.test(text)) {
    throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range')
  }
  return Math.min(1000, Number(text))
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8')
  if (key !== '' && Buffer.from(key).toString('base64url') === token) return key
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect')
}

/** UTF-16 order differs from UTF-8's beyond the BMP. */
const inOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
