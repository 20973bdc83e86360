import 'server-only'
import { LRUCache } from 'lru-cache'
import { withAnswerDeadline } from '../answer-deadline'
import { type Scope, scopeKey } from '../scope'
import { hasSpareQuota } from './aws-quota'
import { createInFlight } from './in-flight'
import { type Ask, liveLogEvents } from './live-log-events'
import { type LogEventsQuestion as Question, questionKey } from './log-events-question'
import { type PackedPage, packPage } from './packed-page'
import { pageCache } from './page-cache'
import { type StreamState, streamState, streamStateLearned } from './stream-state'
import { sharedValue, shareValue } from './valkey'

const inFlight = createInFlight<PackedPage>()

/** The token behind each page read lately, by the page's key. */
const successors = new LRUCache<string, string>({ max: 2_000 })

/**
 * Answers from what is known already where that is as good as asking:
 * - a finished stream's pages never change and are kept;
 * - the same question asked by several at the same time is asked once;
 * - when a crowd follows a running stream, its tail and its end are asked once in an interval for all of them;
 * - what a follower looks at once more for late events is asked once a minute for all of them.
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
    return state.asOf === undefined ? page : { ...page, asOf: state.asOf }
  }
  const page = await liveLogEvents({ scope, stream, ask }, question, signal)
  void keepIfFinished(scope, stream, question, page)
  return page
}

type Asked = { scope: Scope; stream: string; state: StreamState; ask: Ask }

function finishedPage({ state, ask }: Asked, question: Question, signal: AbortSignal): Promise<PackedPage> {
  const key = finishedKey(state, question)
  const held = pageCache().held(key)
  if (held) return Promise.resolve({ gzip: held })
  return inFlight(key, signal, async (alive) => {
    const kept = (await pageCache().kept(key)) ?? (await sharedValue(key))
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
  const nextToken = successors.get(finishedKey(asked.state, question))
  if (nextToken === undefined || !question.nextToken?.startsWith('f/')) return
  if (!hasSpareQuota('GetLogEvents', asked.scope)) return
  void withAnswerDeadline(new AbortController().signal, (idle) =>
    finishedPage(asked, { ...question, nextToken }, idle),
  ).catch(() => {})
}

async function keepIfFinished(scope: Scope, stream: string, question: Question, page: PackedPage) {
  const state = await streamStateLearned(scope, question)
  if (!state?.finished) return
  keep(finishedKey(state, question), page)
  keep(markKey(stream), { gzip: Buffer.from('finished') })
}

/**
 * Whether the stream has been found to be over before: its pages may be at hand. Only a hint, and asked before the
 * account is known: another deployment's costs a wait for the stream's state, which decides.
 */
async function wasFinished(stream: string): Promise<boolean> {
  return (await pageCache().has(markKey(stream))) || (await sharedValue(markKey(stream))) !== null
}

const markKey = (stream: string) => `finished ${stream}`

function keep(key: string, { gzip }: PackedPage) {
  void pageCache().set(key, gzip)
  void shareValue(key, gzip)
}

const finishedKey = ({ arn, identity }: StreamState, question: Question) =>
  `${identity} ${questionKey(arn, question)}`
