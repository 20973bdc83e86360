import 'server-only'
import { LRUCache } from 'lru-cache'
import { formatIsoTime } from '@/lib/images/iso-time'
import { answerDeadline } from '../answer-deadline'
import { type Scope, scopeKey } from '../scope'
import type { JsonPage } from '../wire-log-events'
import { hasSpareQuota } from './aws-quota'
import { createInFlight } from './in-flight'
import { crowdAsks, heldLiveAnswer, liveAnswer, liveIntervalMs } from './live-answers'
import type { LogEventsQuestion as Question } from './log-events-question'
import { type PackedPage, packPage, readPage } from './packed-page'
import { pageCache } from './page-cache'
import { type StreamState, streamState, streamStateLearned } from './stream-state'
import { sharedPage, sharePage } from './valkey'

type Ask = (question: Question, signal: AbortSignal) => Promise<JsonPage>

const inFlight = createInFlight<PackedPage>()
const askedLately = new LRUCache<string, true>({ max: 5_000, ttl: liveIntervalMs })

/** The token behind each page read lately, by the page's key. */
const successors = new LRUCache<string, string>({ max: 2_000 })

/** A question that starts so near to now follows the stream. */
const followsWithin = 10 * 60_000
/** Followers hold slightly different newest events; asked from the same minute on, they ask the same. */
const commonStart = 60_000

/**
 * Answers from what is known already where that is as good as asking:
 * - a finished stream's pages never change and are kept;
 * - the same question asked by several at the same time is asked once;
 * - when a crowd follows a running stream, its tail and its end are asked once in an interval for all of them.
 * A question nobody else asks is always asked of AWS.
 */
export async function sharedLogEvents(
  scope: Scope,
  question: Question,
  signal: AbortSignal,
  ask: Ask,
): Promise<PackedPage> {
  const stream = `${scopeKey(scope)} ${question.imageId} ${question.logStreamName}`
  let state = await streamState(scope, question)
  // After a restart, or on another replica, it is worth the wait to learn what was known already.
  if (!state && (await wasFinished(stream))) state = await streamStateLearned(scope, question)
  if (state?.finished) {
    const asked = { scope, stream, state, ask }
    const page = await finishedPage(asked, question, signal)
    readAhead(asked, question)
    return page
  }
  const page = await livePage(stream, question, signal, ask)
  void keepIfFinished(scope, stream, question, page)
  return page
}

type Asked = { scope: Scope; stream: string; state: StreamState; ask: Ask }

function finishedPage(
  { stream, state, ask }: Asked,
  question: Question,
  signal: AbortSignal,
): Promise<PackedPage> {
  const key = finishedKey(stream, state, question)
  const held = pageCache().held(key)
  if (held) return Promise.resolve({ gzip: held })
  return inFlight(key, signal, async (alive) => {
    const kept = (await pageCache().kept(key)) ?? (await sharedPage(key))
    if (kept) return { gzip: kept }
    const page = await ask(question, alive)
    if (page.nextToken !== undefined && page.nextToken !== question.nextToken) {
      successors.set(key, page.nextToken)
    }
    const packed = await packPage(page.json)
    keep(key, packed)
    return packed
  })
}

/**
 * Who reads forward by token (a script, a download through the API) asks for the next page as soon as this one is
 * there: it is read meanwhile, where that makes nobody wait. Never more than one page that nobody has asked for.
 */
function readAhead(asked: Asked, question: Question) {
  const nextToken = successors.get(finishedKey(asked.stream, asked.state, question))
  if (nextToken === undefined || !question.nextToken?.startsWith('f/')) return
  if (!hasSpareQuota('GetLogEvents', asked.scope)) return
  const idle = answerDeadline(new AbortController().signal)
  void finishedPage(asked, { ...question, nextToken }, idle).catch(() => {})
}

async function keepIfFinished(scope: Scope, stream: string, question: Question, page: PackedPage) {
  const state = await streamStateLearned(scope, question)
  if (!state?.finished) return
  keep(finishedKey(stream, state, question), page)
  keep(markKey(stream), { gzip: Buffer.from('finished') })
}

/** Whether the stream has been found to be over before: its pages may be at hand. */
async function wasFinished(stream: string): Promise<boolean> {
  return (await pageCache().has(markKey(stream))) || (await sharedPage(markKey(stream))) !== null
}

const markKey = (stream: string) => `finished ${stream}`

function keep(key: string, { gzip }: PackedPage) {
  void pageCache().set(key, gzip)
  void sharePage(key, gzip)
}

/** An end in the future is none: a finished stream has no events there. */
function finishedKey(stream: string, { identity }: StreamState, question: Question): string {
  const { endTime, ...rest } = question
  const end = endTime === undefined || endTime > Date.now() ? {} : { endTime }
  return `${identity} ${questionKey(stream, { ...rest, ...end })}`
}

function questionKey(
  stream: string,
  { nextToken, startFromHead, limit, startTime, endTime }: Question,
): string {
  return JSON.stringify([stream, nextToken, startFromHead ?? false, limit, startTime, endTime])
}

async function livePage(
  stream: string,
  question: Question,
  signal: AbortSignal,
  ask: Ask,
): Promise<PackedPage> {
  const key = questionKey(stream, question)
  const follows = question.startTime !== undefined && question.startTime > Date.now() - followsWithin
  const tail = follows && isTail(question)
  const repeated = tail || (follows && question.nextToken?.startsWith('f/')) || askedLately.has(key)
  askedLately.set(key, true)
  if (!repeated || !crowdAsks(stream))
    return inFlight(key, signal, async (alive) => packPage((await ask(question, alive)).json))
  if (tail) return tailPage(stream, question, signal, ask)
  return shared(follows ? endKey(stream, question) : key, question, signal, ask)
}

/** The newest events, as followers ask for them: not cut short by a limit of their own. */
function isTail({ nextToken, startFromHead, limit, endTime }: Question): boolean {
  const open = endTime === undefined || endTime > Date.now()
  return nextToken === undefined && startFromHead === true && open && (limit ?? 10_000) === 10_000
}

/** Behind a forward token nothing is older than any follower's start: it makes no difference there. */
function endKey(stream: string, { startTime: _, endTime: __, ...question }: Question): string {
  return questionKey(stream, question)
}

function shared(key: string, question: Question, signal: AbortSignal, ask: Ask): Promise<PackedPage> {
  return inFlight(`live ${key}`, signal, (alive) =>
    liveAnswer(key, async () => packPage((await ask(question, alive)).json)),
  )
}

async function tailPage(
  stream: string,
  question: Question,
  signal: AbortSignal,
  ask: Ask,
): Promise<PackedPage> {
  const { endTime: _, startTime = 0, ...rest } = question
  const minute = Math.floor(startTime / commonStart) * commonStart
  const at = (start: number) => ({ ...rest, startTime: start })
  // While the minute turns, followers still on the last one keep its answer fresh, and it serves both.
  const previous = heldLiveAnswer(questionKey(stream, at(minute - commonStart)))
  const common = at(minute)
  const page = previous ?? (await shared(questionKey(stream, common), common, signal, ask))
  return from(page, startTime)
}

/** Cut to what was asked. Behind the cut the token back would skip what was cut off, so there is none. */
async function from(held: PackedPage, startTime: number): Promise<PackedPage> {
  const { events, prevToken, ...page } = await readPage(held)
  const start = formatIsoTime(startTime)
  const kept = events.filter(({ timestamp }) => timestamp >= start)
  const whole = kept.length === events.length && prevToken !== undefined
  return packPage(Buffer.from(JSON.stringify({ events: kept, ...page, ...(whole && { prevToken }) })))
}
