import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Bucket, bucketNamed, storeObject } from '../s3/bucket'
import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { Region, World } from '../world'
import { findLogGroup } from './find'
import type { LogStream } from './log-group'
import { optionalInteger, optionalString, requiredString } from './params'

export type ExportTask = {
  taskId: string
  taskName?: string
  logGroupName: string
  from: number
  to: number
  destination: string
  destinationPrefix: string
  status: { code: 'RUNNING' | 'COMPLETED'; message: string }
  executionInfo: { creationTime: number; completionTime?: number }
}

/** So long an export runs: long enough to be seen running, short enough to wait for. */
const exportMs = 1_000
/** An export's file ends after so many events; a big stream has several. */
const eventsOfPart = 100_000

/**
 * Writes a group's streams to a bucket, as CloudWatch does: `<prefix>/<task id>/<stream, its / as ->/000000.gz`, a line an
 * event, its time first; beside them the file by which it tries its rights. One task of an account runs at a time.
 */
export function createExportTask(world: World): (region: Region, call: AwsCall, now: number) => unknown {
  return (region, { params }, now) => {
    const logGroupName = requiredString(params, 'logGroupName')
    const destination = requiredString(params, 'destination')
    const from = optionalInteger(params, 'from') ?? 0
    const to = optionalInteger(params, 'to') ?? 0
    const destinationPrefix = optionalString(params, 'destinationPrefix') ?? 'exportedlogs'
    const taskName = optionalString(params, 'taskName')
    const group = findLogGroup(region, params)
    if (from >= to) {
      throw new AwsError('InvalidParameterException', "'from' cannot be greater than or equal to 'to'")
    }
    if ([...region.exportTasks.values()].some(({ status }) => status.code === 'RUNNING')) {
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.')
    }
    const bucket = bucketNamed(world, destination)
    if (bucket?.account !== region.account || bucket.region !== region.region) {
      const text =
        'GetBucketAcl call on the given bucket failed. Please check if CloudWatch Logs has been granted permission to perform this operation.'
      throw new AwsError('InvalidParameterException', text)
    }
    const task: ExportTask = {
      taskId: randomUUID(),
      ...(taskName === undefined ? {} : { taskName }),
      logGroupName,
      from,
      to,
      destination,
      destinationPrefix,
      status: { code: 'RUNNING', message: '' },
      executionInfo: { creationTime: now },
    }
    region.exportTasks.set(task.taskId, task)
    const named = optionalString(params, 'logStreamNamePrefix') ?? ''
    world.plan(now + exportMs, () => {
      const test = Buffer.from('Permission Check Successful')
      storeObject(bucket, `${destinationPrefix}/aws-logs-write-test`, test, now)
      for (const stream of group.streams.values()) {
        if (stream.logStreamName.startsWith(named)) exportStream(bucket, task, stream, now + exportMs)
      }
      task.status = { code: 'COMPLETED', message: 'Completed successfully' }
      task.executionInfo.completionTime = now + exportMs
    })
    return { taskId: task.taskId }
  }
}

function exportStream(
  bucket: Bucket,
  task: ExportTask,
  { logStreamName, events }: LogStream,
  now: number,
): void {
  const folder = `${task.destinationPrefix}/${task.taskId}/${logStreamName.replaceAll('/', '-')}`
  const end = events.indexOf({ timestamp: task.to, sequence: 0 })
  let part = 0
  for (let at = events.indexOf({ timestamp: task.from, sequence: 0 }); at < end; part += 1) {
    const lines: string[] = []
    for (; at < end && lines.length < eventsOfPart; at += 1) {
      const { timestamp, message } = events.at(at)
      lines.push(`${new Date(timestamp).toISOString()} ${message}\n`)
    }
    const name = `${folder}/${String(part).padStart(6, '0')}.gz`
    storeObject(bucket, name, gzipSync(lines.join('')), now)
  }
}

export function describeExportTasks(region: Region, { params }: AwsCall): unknown {
  const taskId = optionalString(params, 'taskId')
  const statusCode = optionalString(params, 'statusCode')
  const limit = optionalInteger(params, 'limit', { min: 1, max: 50 }) ?? 50
  const found = [...region.exportTasks.values()].filter(
    (task) =>
      (taskId === undefined || task.taskId === taskId) &&
      (statusCode === undefined || task.status.code === statusCode),
  )
  if (taskId !== undefined && found.length === 0) {
    throw new AwsError('ResourceNotFoundException', 'The specified export task does not exist.')
  }
  return { exportTasks: found.slice(-limit) }
}
