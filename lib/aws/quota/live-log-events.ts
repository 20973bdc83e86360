import 'server-only'
import { LRUCache } from 'lru-cache'
import { formatIsoTime } from '@/lib/images/iso-time'
import { awsNow } from '../aws-clock'
import type { Scope } from '../scope'
import type { JsonPage } from '../wire-log-events'
import { createInFlight } from './in-flight'
import { crowdAsks, heldLiveAnswer, liveAnswer, liveIntervalMs } from './live-answers'
import { type LogEventsQuestion as Question, questionKey } from './log-events-question'
import { type PackedPage, packPage, readPage } from './packed-page'
import { streamStateLearned } from './stream-state'

export type Ask = (question: Question, signal: AbortSignal) => Promise<JsonPage>

type Swept = (scope: Scope, of: { imageId: string; logStreamName: string }, page: Buffer) => void
const sweptListeners = new Set<Swept>()

/** Tells of every page that followers have looked at once more for late events. */
export function onSwept(listener: Swept): void {
  sweptListeners.add(listener)
}

const inFlight = createInFlight<PackedPage>()
const askedLately = new LRUCache<string, true>({ max: 5_000, ttl: liveIntervalMs })

/** A question that starts so near to now follows the stream. */
const followsWithin = 10 * 60_000

/** Followers look for late events once a minute; an answer a little younger serves them all. */
const sweepIntervalMs = 50_000

/**
 * Followers hold slightly different newest events; asked from a common start on, they ask the same. The denser the log,
 * the nearer that is: what lies between it and a follower's own start is read for nothing.
 */
const commonStarts = [60_000, 20_000, 5_000, 1_000] as const
const readForNothing = 3_000
/** Events a millisecond of each stream's tail, as its last answer had it. */
const densities = new LRUCache<string, number>({ max: 2_000, ttl: 60_000 })

/** A page of a running stream: fresh, but for what a crowd asks. */
export async function liveLogEvents(
  { scope, stream, ask }: { scope: Scope; stream: string; ask: Ask },
  question: Question,
  signal: AbortSignal,
): Promise<PackedPage> {
  const key = questionKey(stream, question)
  const { startTime } = question
  const follows = startTime !== undefined && startTime > awsNow(scope) - followsWithin
  const tail = follows && isTail(question)
  const end = follows && isEnd(question)
  const sweep = isSweep(question)
  const repeated = tail || end || askedLately.has(key)
  askedLately.set(key, true)
  if (!sweep && (!repeated || !crowdAsks(stream))) {
    return inFlight(key, signal, async (alive) => packPage((await ask(question, alive)).json))
  }
  const arn = (await streamStateLearned(scope, question))?.arn
  const crowd = { stream: arn ?? stream, among: arn === undefined ? 'process' : 'replicas', ask } as const
  if (sweep) {
    const told = async (asked: Question, alive: AbortSignal) => {
      const page = await ask(asked, alive)
      for (const listener of sweptListeners) listener(scope, question, page.json)
      return page
    }
    return shared({ ...crowd, ask: told }, question, signal, sweepIntervalMs)
  }
  if (tail) return from(await tailPage(crowd, question, startTime, signal), startTime)
  if (!end) return shared(crowd, question, signal)
  // The token alone says where the page begins, wherever those who hold it began.
  const { startTime: _, ...common } = question
  return from(await shared(crowd, common, signal), startTime)
}

/** The newest events, as followers ask for them: without an end, and not cut short by a limit of their own. */
function isTail({ nextToken, startFromHead, limit, endTime }: Question): boolean {
  return (
    nextToken === undefined && startFromHead === true && endTime === undefined && (limit ?? 10_000) === 10_000
  )
}

/** What lies behind the tail. */
const isEnd = ({ nextToken, endTime }: Question) => nextToken?.startsWith('f/') && endTime === undefined

/** A full page back from a time: nothing but a look for late events asks that. */
const isSweep = ({ nextToken, startFromHead, limit, endTime }: Question) =>
  nextToken === undefined && startFromHead === false && endTime !== undefined && limit === 10_000

/** Many that ask about one stream, by its ARN once that is known. */
type Crowd = { stream: string; among: 'process' | 'replicas'; ask: Ask }

function shared(
  { stream, among, ask }: Crowd,
  question: Question,
  signal: AbortSignal,
  intervalMs = liveIntervalMs,
): Promise<PackedPage> {
  const key = questionKey(stream, question)
  return inFlight(`live ${key}`, signal, (alive) =>
    liveAnswer(key, among, async () => packPage((await ask(question, alive)).json), intervalMs),
  )
}

async function tailPage(
  crowd: Crowd,
  question: Question,
  startTime: number,
  signal: AbortSignal,
): Promise<PackedPage> {
  const density = densities.get(crowd.stream) ?? 0
  const step = commonStarts.find((each) => each * density <= readForNothing) ?? 1_000
  const start = Math.floor(startTime / step) * step
  const at = (from: number) => ({ ...question, startTime: from })
  // While the minute turns, followers still on the last one keep its answer fresh, and it serves both.
  const previous = heldLiveAnswer(questionKey(crowd.stream, at(start - step)))
  return previous ?? (await shared(crowd, at(start), signal).then((page) => measured(crowd.stream, page)))
}

/** Remembers how dense a stream is written just now. */
async function measured(stream: string, page: PackedPage): Promise<PackedPage> {
  const { events } = await readPage(page)
  const [first, last] = [events[0], events.at(-1)]
  const span = first && last ? Date.parse(last.timestamp) - Date.parse(first.timestamp) : 0
  densities.set(stream, events.length / Math.max(span, 1_000))
  return page
}

/** Cut to what was asked. Behind the cut the token back would skip what was cut off, so there is none. */
async function from(held: PackedPage, startTime: number): Promise<PackedPage> {
  const { events, prevToken, ...page } = await readPage(held)
  const start = formatIsoTime(startTime)
  const first = events[0]
  if (prevToken !== undefined && (first === undefined || first.timestamp >= start)) return held
  const kept = events.filter(({ timestamp }) => timestamp >= start)
  return packPage(Buffer.from(JSON.stringify({ events: kept, ...page })))
}
