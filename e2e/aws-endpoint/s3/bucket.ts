import { createHash } from 'node:crypto'
import { AwsError } from '../wire/aws-error'
import type { Region, World } from '../world'
import type { S3Call } from './s3-call'

export type S3Object = {
  bytes: Buffer
  /** With its quotes. */
  etag: string
  /** Epoch milliseconds; S3 tells whole seconds. */
  lastModified: number
  contentType: string
  /** `x-amz-meta-…` and what else comes back as it was put. */
  headers: Record<string, string>
  /** By algorithm, `crc32`, in base64. */
  checksums: Record<string, string>
}

export type Upload = {
  key: string
  contentType: string
  headers: Record<string, string>
  parts: Map<number, Buffer>
}

export type Bucket = {
  name: string
  account: string
  region: string
  creationTime: number
  objects: Map<string, S3Object>
  /** Multipart uploads under way, by their id. */
  uploads: Map<string, Upload>
}

/** Makes the bucket where it is not there yet: the seeds' way. */
export function ensureBucket(region: Region, name: string, now: number): Bucket {
  const known = region.buckets.get(name)
  if (known) return known
  const { account, region: own } = region
  const bucket = { name, account, region: own, creationTime: now, objects: new Map(), uploads: new Map() }
  region.buckets.set(name, bucket)
  return bucket
}

/** Buckets have one name space for all accounts and regions. */
export function bucketNamed(world: World, name: string): Bucket | undefined {
  for (const region of world.regions.values()) {
    const bucket = region.buckets.get(name)
    if (bucket) return bucket
  }
  return undefined
}

/** The bucket a call names. @throws AwsError when there is none, it is another account's, or the call came to another region */
export function bucketOf(world: World, { bucket: name, region, account }: S3Call): Bucket {
  const bucket = bucketNamed(world, name)
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  if (bucket.region !== region) throw wrongRegion(bucket.region)
  if (bucket.account !== account) throw new AwsError('AccessDenied', 'Access Denied', 403)
  return bucket
}

/** Answered with the region to ask instead. */
function wrongRegion(region: string): AwsError {
  const text =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  return new AwsError('PermanentRedirect', text, 301, { 'x-amz-bucket-region': region })
}

export const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`

/** Puts an object past the protocol: for seeds and exports. */
export function storeObject(bucket: Bucket, key: string, bytes: Buffer, now: number): void {
  bucket.objects.set(key, {
    bytes,
    etag: etagOf(bytes),
    lastModified: now,
    contentType: 'binary/octet-stream',
    headers: {},
    checksums: {},
  })
}
