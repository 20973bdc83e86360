import { createHash, randomUUID } from 'node:crypto'
import { AwsError } from '../wire/aws-error'
import { type Bucket, etagOf, type Upload } from './bucket'
import { checkedSums, sumHeaders } from './checksums'
import { checkWrite, keptHeaders, type S3Answer } from './objects'
import type { S3Call } from './s3-call'
import { s3Xml } from './s3-xml'

const smallestPart = 5 * 1024 * 1024

export function createMultipartUpload(bucket: Bucket, { key, headers }: S3Call): S3Answer {
  const uploadId = randomUUID()
  bucket.uploads.set(uploadId, {
    key,
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    headers: keptHeaders(headers),
    parts: new Map(),
  })
  return s3Xml('InitiateMultipartUploadResult', [
    ['Bucket', bucket.name],
    ['Key', key],
    ['UploadId', uploadId],
  ])
}

export function uploadPart(bucket: Bucket, call: S3Call): S3Answer {
  const { body, headers, query } = call
  const upload = uploadOf(bucket, call)
  const number = Number(query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
  }
  const sums = checkedSums(body, headers)
  upload.parts.set(number, Buffer.from(body))
  return { headers: { etag: etagOf(body), ...sumHeaders(sums) } }
}

/** The parts as one object, there from now on and not before. */
export function completeMultipartUpload(bucket: Bucket, call: S3Call, now: number): S3Answer {
  const upload = uploadOf(bucket, call)
  const parts = namedParts(call.body.toString('utf8'), upload)
  checkWrite(bucket, call)
  const digests = parts.map((part) => createHash('md5').update(part).digest())
  const etag = `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`
  const { contentType, headers, key } = upload
  const bytes = Buffer.concat(parts)
  bucket.objects.set(key, { bytes, etag, lastModified: now, contentType, headers, checksums: {} })
  bucket.uploads.delete(call.query.get('uploadId') ?? '')
  return s3Xml('CompleteMultipartUploadResult', [
    ['Bucket', bucket.name],
    ['Key', key],
    ['ETag', etag],
  ])
}

export function abortMultipartUpload(bucket: Bucket, call: S3Call): S3Answer {
  uploadOf(bucket, call)
  bucket.uploads.delete(call.query.get('uploadId') ?? '')
  return { status: 204 }
}

function uploadOf(bucket: Bucket, { key, query }: S3Call): Upload {
  const upload = bucket.uploads.get(query.get('uploadId') ?? '')
  if (upload?.key === key) return upload
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  )
}

function namedParts(xml: string, upload: Upload): Buffer[] {
  const named = [...xml.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    etag: (/<ETag>([^<]*)<\/ETag>/.exec(part)?.[1] ?? '').replace(/&quot;|"/g, ''),
  }))
  if (named.length === 0) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    )
  }
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    )
  }
  return named.map(({ number, etag }, index) => {
    const part = upload.parts.get(number)
    if (!part || etagOf(part) !== `"${etag}"`) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      )
    }
    if (part.length < smallestPart && index < named.length - 1) {
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
    }
    return part
  })
}
