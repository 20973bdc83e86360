import type { Region } from '../world'
import { EventStore } from './event-store'

export type LogStream = {
  logStreamName: string
  creationTime: number
  events: EventStore
  /** Set, GetLogEvents reads this much time a page, and idle stretches give empty pages. */
  timeWindowMs?: number
}

export type LogGroup = { logGroupName: string; creationTime: number; streams: Map<string, LogStream> }

/** Finds or makes the group: the seeds' way, and that of `/_embedded/`. */
export function ensureLogGroup(region: Region, logGroupName: string, creationTime: number): LogGroup {
  const known = region.logGroups.get(logGroupName)
  if (known !== undefined) return known
  const group = { logGroupName, creationTime, streams: new Map<string, LogStream>() }
  region.logGroups.set(logGroupName, group)
  return group
}

export function ensureLogStream(group: LogGroup, logStreamName: string, creationTime: number): LogStream {
  const known = group.streams.get(logStreamName)
  if (known !== undefined) return known
  const stream = { logStreamName, creationTime, events: new EventStore() }
  group.streams.set(logStreamName, stream)
  return stream
}

/** `arn:aws:logs:us-east-1:123456789012:log-group:<name>`, without the `:*` that IAM policies need. */
export function logGroupArn(region: Region, logGroupName: string): string {
  return `arn:aws:logs:${region.region}:${region.account}:log-group:${logGroupName}`
}
