import type { Answer } from '../wire/answer'
import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { World } from '../world'
import { type Bucket, bucketOf } from './bucket'
import { createBucket, deleteObjects, getBucketLocation, headBucket } from './buckets'
import { listObjectsV2 } from './list-objects'
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './multipart'
import { deleteObject, getObject, putObject, type S3Answer } from './objects'
import { readS3Call, type S3Call } from './s3-call'

type Operation = (bucket: Bucket, call: S3Call, now: number) => S3Answer

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['AbortMultipartUpload', abortMultipartUpload],
  ['CompleteMultipartUpload', completeMultipartUpload],
  ['CreateMultipartUpload', createMultipartUpload],
  ['DeleteObject', deleteObject],
  ['DeleteObjects', deleteObjects],
  ['GetBucketLocation', getBucketLocation],
  ['GetObject', getObject],
  ['HeadBucket', headBucket],
  ['HeadObject', getObject],
  ['ListObjectsV2', listObjectsV2],
  ['PutObject', putObject],
  ['UploadPart', uploadPart],
])

/** @throws AwsError */
export function answerS3(world: World, awsCall: AwsCall, now: number): Answer {
  const call = readS3Call(awsCall)
  const { status = 200, headers = {}, body = '' } = run(world, call, now)
  return { status, headers: { ...headers, 'x-amz-request-id': awsCall.requestId }, body }
}

function run(world: World, call: S3Call, now: number): S3Answer {
  if (call.operation === 'CreateBucket') return createBucket(world, call, now)
  const operation = operations.get(call.operation)
  if (operation) return operation(bucketOf(world, call), call, now)
  throw new AwsError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
  )
}
