import 'server-only'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import { withoutAbsent } from '../absent'
import type { WrittenOutline } from '../analysis/analyses'
import { analyze, copyOf, isOutOfBounds } from '../analysis/analyze'
import { awsNow } from '../aws-clock'
import { getImageLogEvents } from '../get-image-log-events'
import { onSwept } from '../quota/live-log-events'
import { ageHeader, edgesOf, unpackPage } from '../quota/packed-page'
import { type StreamState, streamState, streamStateLearned } from '../quota/stream-state'
import { type Scope, scopeKey } from '../scope'

/** A log that ended so long ago gets no more lines, unless its image is built anew. */
const SETTLED_MS = 60 * 60_000

/** A running build's log is read again for late events at most so often: it may have many pages. */
const rereadAfterMs = 5 * 60_000

/** Outlines are some hundred kilobytes long, at most four megabytes; HOSTING.md counts them. */
const mostOutlineBytes = 64 * 1024 * 1024

type Of = { imageId: string; logStreamName: string }

/** An outline that may be kept, and of which time it then is: see StreamState. */
type KeptOutline = WrittenOutline & { asOf?: number }

/** A log being read: a thread knows what was read under its key, the token where to go on. */
interface Reading {
  key: string
  token: string | undefined
  outline: WrittenOutline | undefined
  /** Why it cannot be analyzed, which asking again would not change. */
  failure: ApiError | undefined
  /** Whether a page is with the thread, which may have read it when nobody waited for it any more. */
  handedOver: boolean
  /** Which stream it was when it was read; a later build of the same name writes another, or on. */
  identity: string | undefined
  /** When that stream was made, epoch milliseconds. */
  creationTime: number | undefined
  /** When it was begun: by AWS's clock, and on performance.now()'s, which never jumps. */
  begun: { at: number; on: number }
  /** Events have come since that belong to what was read. */
  late: boolean
  /** One reader at a time; the next goes on where it stopped. */
  turn: Promise<unknown>
}

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { buildLogReadings?: LRUCache<string, Reading> }
held.buildLogReadings ??= new LRUCache({
  max: 200,
  maxSize: mostOutlineBytes,
  sizeCalculation: ({ outline }) => 1_000 + (outline?.json.length ?? 0),
})
const readings = held.buildLogReadings

/** What a thread knew of the log is lost, or not what is thought. */
class ForgottenReading extends Error {}

/** The outline of one log stream as it is now, as JSON. */
export async function getImageOutline(scope: Scope, of: Of, signal: AbortSignal): Promise<Response> {
  const { json, asOf } = await readOutline(scope, of, signal)
  return new Response(new Uint8Array(json), {
    headers: {
      'content-type': 'application/json',
      'content-length': String(json.length),
      'cache-control': 'no-store',
      ...ageHeader(asOf),
    },
  })
}

/**
 * The outline of one log stream as it is now. Its pages are those a download or a search of the whole log reads, so
 * that of a finished log each is asked of AWS once, whoever comes first. A later call reads only what came since.
 * @throws ApiError
 */
export async function readOutline(scope: Scope, of: Of, signal: AbortSignal): Promise<KeptOutline> {
  const key = `${scopeKey(scope)}/${of.imageId}/${of.logStreamName}`
  const reading = readings.get(key) ?? begin(scope, key)
  readings.set(key, reading)
  const { outline } = reading
  const settled = isSettled(scope, outline)
  if (isBehind(reading, settled)) return readAnew(scope, of, key, reading, signal)
  let state = await streamState(scope, of)
  if (settled) state ??= await streamStateLearned(scope, of)
  // Of a stream that was forgotten since, as it is gone or not ours to see, AWS is asked anew.
  if (settled && state?.identity === reading.identity)
    return { ...outline, ...withoutAbsent({ asOf: state?.asOf }) }
  if (reading.failure && !wasMadeAnew(state, reading)) throw reading.failure
  if (!settled && !wasMadeAnew(state, reading)) {
    const turn = reading.turn.then(() => readOn(scope, of, key, reading, signal))
    reading.turn = turn.catch(() => undefined)
    try {
      const outline = await turn
      if (!wasMadeAnew(await streamStateLearned(scope, of), reading)) return outline
    } catch (error) {
      // A token lives for a day; the log is read again from its first line.
      const expired = error instanceof ApiError && error.status === 400 && /token/i.test(error.message)
      if (!(error instanceof ForgottenReading) && (!expired || reading.token === undefined)) throw error
    }
  }
  return readAnew(scope, of, key, reading, signal)
}

function readAnew(scope: Scope, of: Of, key: string, reading: Reading, signal: AbortSignal) {
  // Another who asks may have begun anew before.
  if (readings.get(key) === reading) readings.delete(key)
  return readOutline(scope, of, signal)
}

/**
 * Whether events may have come behind what was read: while the build runs, when followers have seen some; once after its
 * end in any case.
 */
function isBehind({ outline, begun, late }: Reading, settled: boolean): boolean {
  if (settled) return begun.at - (outline?.lastTimestamp ?? 0) < SETTLED_MS
  return late && performance.now() - begun.on > rereadAfterMs
}

onSwept((scope, of, page) => {
  const reading = readings.get(`${scopeKey(scope)}/${of.imageId}/${of.logStreamName}`)
  if (!reading?.outline || reading.late) return
  const asked = analyze('hasLate', reading.key, [reading.key, copyOf(page)], AbortSignal.timeout(10_000))
  asked.then(
    (late) => {
      reading.late ||= late
    },
    // It is looked for again in a minute.
    () => {},
  )
})

async function readOn(
  scope: Scope,
  of: Of,
  key: string,
  reading: Reading,
  signal: AbortSignal,
): Promise<WrittenOutline> {
  // Whoever was before in the queue may have read all there is.
  if (isSettled(scope, reading.outline)) return reading.outline
  if (reading.handedOver) throw new ForgottenReading()
  try {
    for (;;) {
      // Asked in the very words of `readLogStream`.
      const question = {
        ...of,
        startFromHead: true,
        limit: 10_000,
        ...withoutAbsent({ nextToken: reading.token }),
      }
      const page = await getImageLogEvents(scope, question, signal)
      const json = page.json ?? (await unpackPage(page))
      const { nextToken } = edgesOf(json)
      const isFirst = reading.token === undefined
      reading.handedOver = true
      const known = await analyze('readPage', reading.key, [reading.key, isFirst, copyOf(json)], signal)
      if (!known) throw new ForgottenReading()
      reading.handedOver = false
      const end = nextToken === undefined || nextToken === reading.token
      reading.token = nextToken ?? reading.token
      if (end) break
    }
    const state = await streamStateLearned(scope, of)
    reading.identity = state?.identity
    reading.creationTime ??= state?.creationTime
    const outline = await analyze('writeOutline', reading.key, [reading.key], signal)
    if (!outline) throw new ForgottenReading()
    reading.outline = outline
    weighAgain(key, reading)
    return outline
  } catch (error) {
    if (isOutOfBounds(error)) {
      reading.failure = error
      reading.creationTime ??= (await streamStateLearned(scope, of))?.creationTime
    }
    throw error
  }
}

/** The cache weighs what it is given, when it is given it. */
function weighAgain(key: string, reading: Reading) {
  if (readings.get(key) !== reading) return
  readings.delete(key)
  readings.set(key, reading)
}

let readingsBegun = 0

/** Its key in the threads is its own: a log that is read anew is not mixed with what was read before. */
function begin(scope: Scope, key: string): Reading {
  return {
    key: `${key}#${readingsBegun++}`,
    token: undefined,
    outline: undefined,
    failure: undefined,
    handedOver: false,
    identity: undefined,
    creationTime: undefined,
    begun: { at: awsNow(scope), on: performance.now() },
    late: false,
    turn: Promise.resolve(),
  }
}

/** Whether it is another stream by now, of the same name: what was read of the earlier one is not its beginning. */
function wasMadeAnew(state: StreamState | null, { creationTime }: Reading): boolean {
  return creationTime !== undefined && state !== null && state.creationTime !== creationTime
}

function isSettled(scope: Scope, outline: WrittenOutline | undefined): outline is WrittenOutline {
  return outline?.ended === true && awsNow(scope) - outline.lastTimestamp > SETTLED_MS
}
