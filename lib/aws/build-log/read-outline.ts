import 'server-only'
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { LRUCache } from 'lru-cache'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { BuildLogParser } from '@/lib/images/build-log/parser'
import { logGroupNameOf } from '@/lib/images/image-id'
import { withoutAbsent } from '../absent'
import type { AwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { logEventsError } from '../get-image-log-events'
import { type Scope, scopeKey } from '../scope'

/** A log that ended so long ago gets no more lines: its outline needs AWS no more. */
const SETTLED_MS = 60 * 60_000

/** A log being read: the parser holds what is known, the token where to go on. */
interface Reading {
  parser: BuildLogParser
  token: string | undefined
  outline: Outline
  /** One reader at a time; the next goes on where it stopped. */
  turn: Promise<unknown>
}

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { buildLogReadings?: LRUCache<string, Reading> }
held.buildLogReadings ??= new LRUCache({ max: 200 })
const readings = held.buildLogReadings

/**
 * The outline of one log stream as it is now. Every event is read from AWS once: a later call reads only what came
 * since, and a log that ended an hour ago is not asked for again.
 * @throws ApiError
 */
export async function readOutline(
  scope: Scope,
  { imageId, logStreamName }: { imageId: string; logStreamName: string },
  signal: AbortSignal,
): Promise<Outline> {
  const key = `${scopeKey(scope)}/${imageId}/${logStreamName}`
  const reading = readings.get(key) ?? begin()
  readings.set(key, reading)
  if (isSettled(reading.outline)) return reading.outline
  const turn = reading.turn.then(() => readOn(scope, { imageId, logStreamName }, reading, signal))
  reading.turn = turn.catch(() => undefined)
  try {
    return await turn
  } catch (error) {
    const failure = error as AwsFailure
    // A token lives for a day; the log is read again from its first line.
    if (reading.token !== undefined && /token/i.test(failure.message)) {
      readings.delete(key)
      return readOutline(scope, { imageId, logStreamName }, signal)
    }
    throw logEventsError(failure, { imageId, logStreamName })
  }
}

async function readOn(
  scope: Scope,
  { imageId, logStreamName }: { imageId: string; logStreamName: string },
  reading: Reading,
  signal: AbortSignal,
): Promise<Outline> {
  for (;;) {
    const command = new GetLogEventsCommand({
      logGroupName: logGroupNameOf(imageId),
      logStreamName,
      startFromHead: true,
      ...withoutAbsent({ nextToken: reading.token }),
    })
    const page = await callAws('GetLogEvents', scope, signal, (options) => logs(scope).send(command, options))
    for (const { timestamp = 0, message = '' } of page.events ?? []) reading.parser.push(timestamp, message)
    const end = page.nextForwardToken === undefined || page.nextForwardToken === reading.token
    reading.token = page.nextForwardToken ?? reading.token
    if (end) break
  }
  const outline = reading.parser.outline()
  reading.outline = isSettled(outline) ? outline : structuredClone(outline)
  return reading.outline
}

function begin(): Reading {
  const parser = new BuildLogParser()
  return { parser, token: undefined, outline: parser.outline(), turn: Promise.resolve() }
}

function isSettled({ runs, lastTimestamp }: Outline): boolean {
  return runs.at(-1)?.result !== undefined && Date.now() - (lastTimestamp ?? 0) > SETTLED_MS
}
