import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import {
  CreateExportTaskCommand,
  DescribeExportTasksCommand,
  type ExportTask,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { beforeEach, expect, test } from 'vitest'
import { refusal, testEndpoint } from '../test-endpoint'

const { logs, config, embedded } = await testEndpoint()
const s3 = new S3Client({ ...config, forcePathStyle: true })
const Bucket = 'evidence'
beforeEach(async () => void (await s3.send(new CreateBucketCommand({ Bucket }))))

const put = (Key: string, Body: string | Buffer, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const get = async (Key: string, more: object = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))
  return { ...answer, text: await answer.Body?.transformToString() }
}

test('an object comes back as it was put, path-style, by a presigned link too', async () => {
  const { ETag } = await put('images/x.yaml', 'Build: {}\n', {
    ContentType: 'text/yaml',
    Metadata: { by: 'ann' },
  })
  expect(ETag).toBe(`"${createHash('md5').update('Build: {}\n').digest('hex')}"`)
  const answer = await get('images/x.yaml', { ChecksumMode: 'ENABLED' })
  expect(answer).toMatchObject({
    text: 'Build: {}\n',
    ETag,
    ContentType: 'text/yaml',
    ContentLength: 10,
    Metadata: { by: 'ann' },
    ChecksumCRC32: expect.any(String),
  })
  const presigned = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'images/x.yaml' }))
  expect(await (await fetch(presigned)).text()).toBe('Build: {}\n')
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'images/x.yaml' }))).toMatchObject({
    ContentLength: 10,
    ETag,
  })
})

test('what is not there is said in S3’s words; of a HEAD only by its status', async () => {
  expect(await refusal(get('none'))).toEqual(['NoSuchKey', 'The specified key does not exist.'])
  expect((await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))))[0]).toBe('NotFound')
  const elsewhere = new GetObjectCommand({ Bucket: 'no-bucket', Key: 'x' })
  expect((await refusal(s3.send(elsewhere)))[0]).toBe('NoSuchBucket')
})

test('a bucket of another region is told where it lies, one of another account denied', async () => {
  const far = new S3Client({ ...config, region: 'eu-west-1', forcePathStyle: true })
  expect((await refusal(far.send(new ListObjectsV2Command({ Bucket }))))[0]).toBe('PermanentRedirect')
  const following = new S3Client({
    ...config,
    region: 'eu-west-1',
    forcePathStyle: true,
    followRegionRedirects: true,
  })
  expect((await following.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0)
  const credentials = { accessKeyId: 'ASIADEMO999999999999', secretAccessKey: 'x' }
  const others = new S3Client({ ...config, credentials, forcePathStyle: true })
  expect((await refusal(others.send(new ListObjectsV2Command({ Bucket }))))[0]).toBe('AccessDenied')
  expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' })
  expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined()
})

test('If-None-Match: * puts an object once, If-Match only over the one it names', async () => {
  const { ETag } = await put('a', 'first', { IfNoneMatch: '*' })
  expect(await refusal(put('a', 'second', { IfNoneMatch: '*' }))).toEqual([
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
  ])
  expect((await get('a')).text).toBe('first')
  expect((await refusal(put('a', 'x', { IfMatch: '"other"' })))[0]).toBe('PreconditionFailed')
  await put('a', 'third', { IfMatch: ETag })
  expect((await get('a')).text).toBe('third')
})

test('bytes that are not those of the checksum are refused', async () => {
  expect((await refusal(put('a', 'bytes', { ChecksumCRC32: 'AAAAAA==' })))[0]).toBe('BadDigest')
  expect((await refusal(put('a', 'bytes', { ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' })))[0]).toBe('BadDigest')
  expect((await refusal(get('a')))[0]).toBe('NoSuchKey')
})

test('a range is a part of the object, from either end; behind its end there is none', async () => {
  await put('a', '0123456789')
  expect(await get('a', { Range: 'bytes=2-4' })).toMatchObject({ text: '234', ContentRange: 'bytes 2-4/10' })
  expect((await get('a', { Range: 'bytes=7-' })).text).toBe('789')
  expect((await get('a', { Range: 'bytes=-2' })).text).toBe('89')
  expect((await get('a', { Range: 'bytes=0-99' })).text).toBe('0123456789')
  expect((await refusal(get('a', { Range: 'bytes=10-' })))[0]).toBe('InvalidRange')
})

test('keys are listed in the order of their bytes, page by page, below a prefix, up to a delimiter', async () => {
  for (const key of ['b/2.gz', 'b/1.gz', 'a', 'b/c/3.gz', 'B', 'b/é & <x>']) await put(key, key)
  const keys = async (more: object) => {
    const found: string[] = []
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, ...more }))
      found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key))
    return found
  }
  const all = ['B', 'a', 'b/1.gz', 'b/2.gz', 'b/c/3.gz', 'b/é & <x>']
  expect(await keys({})).toEqual(all)
  expect(await keys({ MaxKeys: 2 })).toEqual(all)
  expect(await keys({ Prefix: 'b/' })).toEqual(all.slice(2))
  expect(await keys({ StartAfter: 'b/1.gz' })).toEqual(all.slice(3))
  const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', Delimiter: '/', MaxKeys: 3 }))
  expect(page).toMatchObject({ KeyCount: 3, IsTruncated: true, CommonPrefixes: [{ Prefix: 'b/c/' }] })
  expect(page.Contents?.[0]).toMatchObject({ Key: 'b/1.gz', Size: 6, LastModified: expect.any(Date) })
  const bad = new ListObjectsV2Command({ Bucket, ContinuationToken: 'not one of ours' })
  expect((await refusal(s3.send(bad)))[0]).toBe('InvalidArgument')
})

test('deleting what is there and what is not is the same', async () => {
  for (const key of ['a', 'b', 'c']) await put(key, key)
  for (const Key of ['a', 'a']) await s3.send(new DeleteObjectCommand({ Bucket, Key }))
  const Delete = { Objects: [{ Key: 'b' }, { Key: 'none' }] }
  const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }))
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['b', 'none'])
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(['c'])
})

test('parts become an object when they are completed, whole, and not before', async () => {
  const Key = 'big'
  const begin = async () => (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId
  const [UploadId, other] = [await begin(), await begin()]
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')]
  const Parts = []
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
    Parts.push({ ETag, PartNumber })
  }
  expect((await refusal(get(Key)))[0]).toBe('NoSuchKey')
  const complete = (MultipartUpload: object, more: object = {}) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...more }))
  expect((await refusal(complete({ Parts: Parts.toReversed() })))[0]).toBe('InvalidPartOrder')
  expect((await refusal(complete({ Parts: [{ ...Parts[0], ETag: '"x"' }] })))[0]).toBe('InvalidPart')
  expect((await complete({ Parts }, { IfNoneMatch: '*' })).ETag).toMatch(/^"[\da-f]{32}-2"$/)
  expect((await get(Key, { Range: 'bytes=-8' })).text).toBe('athe end')
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: other }))
  expect((await refusal(complete({ Parts })))[0]).toBe('NoSuchUpload')
})

test('CloudWatch exports a group as files, one stream a folder, a line an event', async () => {
  const logGroupName = '/aws/imagebuilder/ParallelClusterImage-x'
  const events = [
    { timestamp: 1_000, message: 'one\n  and a second line' },
    { timestamp: 2_000, message: 'two' },
    { timestamp: 9_000, message: 'too late' },
  ]
  await embedded('events', { logGroupName, logStreamName: '3.14.0/1', events })
  const asked = { logGroupName, from: 0, to: 9_000, destination: Bucket, destinationPrefix: 'exports' }
  const { taskId } = await logs.send(new CreateExportTaskCommand(asked))
  expect((await refusal(logs.send(new CreateExportTaskCommand(asked))))[0]).toBe('LimitExceededException')
  let task: ExportTask | undefined
  await expect
    .poll(
      async () => {
        task = (await logs.send(new DescribeExportTasksCommand({ taskId }))).exportTasks?.[0]
        return task?.status?.code
      },
      { timeout: 20_000 },
    )
    .toBe('COMPLETED')
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'exports/' }))
  const part = `exports/${taskId}/3.14.0-1/000000.gz`
  expect(Contents?.map(({ Key }) => Key)).toEqual([part, 'exports/aws-logs-write-test'].sort())
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: part }))
  expect(gunzipSync((await Body?.transformToByteArray()) ?? '').toString()).toBe(
    '1970-01-01T00:00:01.000Z one\n  and a second line\n1970-01-01T00:00:02.000Z two\n',
  )
  const nowhere = new CreateExportTaskCommand({ ...asked, destination: 'no-bucket' })
  expect((await refusal(logs.send(nowhere)))[0]).toBe('InvalidParameterException')
})
