import { formatDuration } from '../time-format'
import { causeSentence } from './cause-sentence'
import { headline, lengthOf, makingOf } from './headline'
import { type StackOutcome, stackOutcome } from './outcome'
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
  const sentences = [opening(stackOutcome(events), stack && lengthOf(makingOf(stack), now))]
  const cause = likelyRootCause(events)
  if (cause) {
    const why = cause.resourceStatusReason ? `: ${causeSentence(cause, undefined).sentence}` : ''
    sentences.push(ended(`Likely root cause: ${cause.logicalResourceId}, ${cause.resourceStatus}${why}`))
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

function opening(outcome: StackOutcome, length: number | undefined): string {
  if (length === undefined) return `${outcomeWords(outcome)}.`
  const duration = formatDuration(length)
  if (outcome === 'running') return `The build has been running for ${duration}.`
  return `${outcomeWords(outcome)} after ${duration}.`
}

/** AWS's reasons end as they like; sentences read aloud need their pause. */
const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

function longestOf(resources: readonly ResourceSpan[], now: number): ResourceSpan | undefined {
  const length = (span: ResourceSpan) => lengthOf(span.operations[0], now)
  return resources.reduce<ResourceSpan | undefined>(
    (longest, span) => (longest && length(longest) >= length(span) ? longest : span),
    undefined,
  )
}

const count = (n: number, word: string) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`
