import { AwsError } from '../wire/aws-error'
import { escapeXml } from '../wire/xml'
import type { World } from '../world'
import { type Bucket, bucketNamed, ensureBucket } from './bucket'
import type { S3Answer } from './objects'
import type { S3Call } from './s3-call'
import { s3Xml } from './s3-xml'

const nameOfBucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

export function createBucket(world: World, { bucket, account, region }: S3Call, now: number): S3Answer {
  if (!nameOfBucket.test(bucket))
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.')
  const known = bucketNamed(world, bucket)
  if (known && known.account !== account) {
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
    )
  }
  // us-east-1 alone takes it for done, as it always has.
  if (known && region !== 'us-east-1') {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    )
  }
  ensureBucket(world.region(account, region), bucket, now)
  return { headers: { location: `/${bucket}` } }
}

export const headBucket = ({ region }: Bucket): S3Answer => ({ headers: { 'x-amz-bucket-region': region } })

/** us-east-1 has no name here. */
export const getBucketLocation = ({ region }: Bucket): S3Answer => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region === 'us-east-1' ? '' : region}</LocationConstraint>`,
})

/** Up to 1,000 keys at once; each is gone afterwards, whether it was there or not. */
export function deleteObjects(bucket: Bucket, { body }: S3Call): S3Answer {
  const text = body.toString('utf8')
  const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key))
  for (const key of keys) bucket.objects.delete(key)
  const isQuiet = /<Quiet>true<\/Quiet>/.test(text)
  const deleted = isQuiet ? '' : keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`).join('')
  return s3Xml('DeleteResult', [], deleted)
}

const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescapeXml = (text: string) =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return characters[name] ?? whole
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
