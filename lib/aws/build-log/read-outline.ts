import 'server-only'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { BuildLogParser } from '@/lib/images/build-log/parser'
import { withoutAbsent } from '../absent'
import { getImageLogEvents } from '../get-image-log-events'
import { readPage } from '../quota/packed-page'
import { type StreamState, streamState, streamStateLearned } from '../quota/stream-state'
import { type Scope, scopeKey } from '../scope'

/** A log that ended so long ago gets no more lines, unless its image is built anew. */
const SETTLED_MS = 60 * 60_000

type Of = { imageId: string; logStreamName: string }

/** A log being read: the parser holds what is known, the token where to go on. */
interface Reading {
  parser: BuildLogParser
  token: string | undefined
  outline: Outline
  /** Which stream it was when it was read; a later build of the same name writes another, or on. */
  identity: string | undefined
  /** When that stream was made, epoch milliseconds. */
  creationTime: number | undefined
  /** One reader at a time; the next goes on where it stopped. */
  turn: Promise<unknown>
}

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { buildLogReadings?: LRUCache<string, Reading> }
held.buildLogReadings ??= new LRUCache({ max: 200 })
const readings = held.buildLogReadings

/**
 * The outline of one log stream as it is now. Its pages are those a download or a search of the whole log reads, so
 * that of a finished log each is asked of AWS once, whoever comes first. A later call reads only what came since.
 * @throws ApiError
 */
export async function readOutline(scope: Scope, of: Of, signal: AbortSignal): Promise<Outline> {
  const key = `${scopeKey(scope)}/${of.imageId}/${of.logStreamName}`
  const reading = readings.get(key) ?? begin()
  readings.set(key, reading)
  const settled = isSettled(reading.outline)
  const state = await streamState(scope, of)
  if (settled && (!state || state.identity === reading.identity)) return reading.outline
  if (!settled && !wasMadeAnew(state, reading)) {
    const turn = reading.turn.then(() => readOn(scope, of, reading, signal))
    reading.turn = turn.catch(() => undefined)
    try {
      const outline = await turn
      if (!wasMadeAnew(await streamStateLearned(scope, of), reading)) return outline
    } catch (error) {
      // A token lives for a day; the log is read again from its first line.
      const expired = error instanceof ApiError && error.status === 400 && /token/i.test(error.message)
      if (!expired || reading.token === undefined) throw error
    }
  }
  readings.delete(key)
  return readOutline(scope, of, signal)
}

async function readOn(scope: Scope, of: Of, reading: Reading, signal: AbortSignal): Promise<Outline> {
  // Whoever was before in the queue may have read all there is.
  if (isSettled(reading.outline)) return reading.outline
  for (;;) {
    // Asked in the very words of `readLogStream`.
    const question = {
      ...of,
      startFromHead: true,
      limit: 10_000,
      ...withoutAbsent({ nextToken: reading.token }),
    }
    const { events, nextToken } = await readPage(await getImageLogEvents(scope, question, signal))
    for (const { timestamp, message } of events) reading.parser.push(Date.parse(timestamp), message)
    const end = nextToken === undefined || nextToken === reading.token
    reading.token = nextToken ?? reading.token
    if (end) break
  }
  const state = await streamStateLearned(scope, of)
  reading.identity = state?.identity
  reading.creationTime ??= state?.creationTime
  const outline = reading.parser.outline()
  reading.outline = isSettled(outline) ? outline : structuredClone(outline)
  return reading.outline
}

function begin(): Reading {
  const parser = new BuildLogParser()
  return {
    parser,
    token: undefined,
    outline: parser.outline(),
    identity: undefined,
    creationTime: undefined,
    turn: Promise.resolve(),
  }
}

/** Whether it is another stream by now, of the same name: what was read of the earlier one is not its beginning. */
function wasMadeAnew(state: StreamState | null, { creationTime }: Reading): boolean {
  return creationTime !== undefined && state !== null && state.creationTime !== creationTime
}

function isSettled({ runs, lastTimestamp }: Outline): boolean {
  return runs.at(-1)?.result !== undefined && Date.now() - (lastTimestamp ?? 0) > SETTLED_MS
}
