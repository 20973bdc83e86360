import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation'
import {
  CloudWatchLogsClient,
  CreateExportTaskCommand,
  DescribeExportTasksCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { run } from '@/lib/cli/explain'
import { openFiles } from '@/lib/images/archive/open-files'
import { packed } from '../export-archive'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

const imageId = 'hpc-al2023-3-14-0'
const Bucket = 'exports'

let api: Awaited<ReturnType<typeof startApi>>
let config: object
beforeAll(async () => {
  api = await startApi({ seeded: true })
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  config = { endpoint: api.aws.url, region: 'us-east-1', credentials, forcePathStyle: true }
})
afterAll(() => api.close())

/**
 * Step by step what `pcluster export-image-logs` does (cli/src/pcluster/models/imagebuilder.py and common.py): CloudWatch
 * writes the group to a bucket, each object is unpacked into a file named after its folder, the stack's events are put
 * beside them, and all of it is packed.
 */
async function exportImageLogs(): Promise<Uint8Array<ArrayBuffer>> {
  const logs = new CloudWatchLogsClient(config)
  const s3 = new S3Client(config)
  await s3.send(new CreateBucketCommand({ Bucket }))
  const destinationPrefix = `${imageId}-logs-202611270900`
  const { taskId } = await logs.send(
    new CreateExportTaskCommand({
      logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
      from: 0,
      to: Date.now(),
      destination: Bucket,
      destinationPrefix,
    }),
  )
  const statusOf = async () =>
    (await logs.send(new DescribeExportTasksCommand({ taskId }))).exportTasks?.[0]?.status?.code
  await expect.poll(statusOf, { timeout: 20_000 }).toBe('COMPLETED')
  const files: Record<string, string> = {}
  const Prefix = `${destinationPrefix}/${taskId}`
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
    const text = gunzipSync((await Body?.transformToByteArray()) ?? '').toString()
    files[`${destinationPrefix}/cloudwatch-logs/${Key.split('/').at(-2)}`] = text
  }
  files[`${destinationPrefix}/${imageId}-cfn-events`] = JSON.stringify(await stackEventPages(), null, 2)
  return packed(files)
}

async function stackEventPages() {
  const cloudFormation = new CloudFormationClient(config)
  const pages: unknown[] = []
  let NextToken: string | undefined
  do {
    const page = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: imageId, NextToken }))
    pages.push(page.StackEvents)
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return pages
}

it('what CloudWatch exports and the CLI packs opens with all there is, and is explained as the live build is', async () => {
  const archive = await exportImageLogs()
  const files = [{ path: `${imageId}-logs-202611270900.tar.gz`, blob: new Blob([archive]) }]
  const { builds, problems } = await openFiles(files, new AbortController().signal, () => undefined)
  expect(problems).toEqual([])
  expect(builds).toHaveLength(1)
  expect(builds[0]).toMatchObject({ imageId, problems: [] })
  const live = (await api.ask(`/v3/images/custom/${imageId}/outline?logStreamName=3.14.0/1`)).body
  expect(builds[0]?.streams.map(({ logStreamName, store }) => [logStreamName, store.length])).toEqual([
    ['3.14.0/1', live.eventCount],
  ])
  const { events } = (await api.ask(`/v3/images/custom/${imageId}/stackevents`)).body
  expect(builds[0]?.stackEvents?.map(({ eventId }) => eventId)).toEqual(
    events.map(({ eventId }: { eventId: string }) => eventId),
  )
  const { cause } = (await api.ask(`/v3/images/custom/${imageId}/cause`)).body
  const file = join(mkdtempSync(join(tmpdir(), 'export-')), `${imageId}-logs-202611270900.tar.gz`)
  writeFileSync(file, archive)
  const out: string[] = []
  const streams = { stdin: process.stdin, out: (text: string) => void out.push(text), error: () => undefined }
  const code = await run(['explain', file], streams, () => expect.fail('AWS was asked'))
  expect(code).toBe(1)
  expect(out.join('')).toContain(cause.sentence)
  expect(out.join('')).toContain(cause.lines[0].text)
})
