import { formatDuration } from '../time-format'
import { headline, lengthOf } from './headline'
import { type StackOutcome, stackOutcome } from './outcome'
import { unwrapReason } from './reason'
import { likelyRootCause } from './root-cause'
import type { ResourceSpan, StackTimeline } from './spans'

const OUTCOME_WORDS: Record<StackOutcome, string> = {
  ok: 'The build succeeded',
  failed: 'The build failed',
  running: 'The build is running',
  cancelled: 'The build was cancelled',
  cleanupFailed: 'The image is good, but its stack could not be deleted',
}

export const outcomeWords = (outcome: StackOutcome): string => OUTCOME_WORDS[outcome]

/** The timeline in sentences, for those who cannot or need not look at it. */
export function summarize(timeline: StackTimeline, now: number): string {
  const { stack, resources, events } = timeline
  if (events.length === 0) return 'No stack events yet.'
  const create = stack?.operations[0]
  const took = create && ` after ${formatDuration(lengthOf(create, now))}`
  const sentences = [`${outcomeWords(stackOutcome(events))}${took ?? ''}.`]
  const cause = likelyRootCause(events)
  if (cause) {
    const why = cause.resourceStatusReason ? `: ${unwrapReason(cause.resourceStatusReason).message}` : ''
    sentences.push(`Likely root cause: ${cause.logicalResourceId}, ${cause.resourceStatus}${why}`)
  }
  const running = resources.filter((span) => headline(span).state === 'running')
  if (running.length > 0) {
    sentences.push(`In progress: ${running.map((span) => span.logicalResourceId).join(', ')}.`)
  }
  const longest = longestOf(resources, now)
  if (longest) {
    const length = formatDuration(lengthOf(longest.operations[0], now))
    sentences.push(`Longest: ${longest.logicalResourceId}, ${length}.`)
  }
  sentences.push(`${count(resources.length, 'resource')}, ${count(events.length, 'event')}.`)
  return sentences.join(' ')
}

function longestOf(resources: readonly ResourceSpan[], now: number): ResourceSpan | undefined {
  const length = (span: ResourceSpan) => lengthOf(span.operations[0], now)
  return resources.reduce<ResourceSpan | undefined>(
    (longest, span) => (longest && length(longest) >= length(span) ? longest : span),
    undefined,
  )
}

const count = (n: number, word: string) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`
