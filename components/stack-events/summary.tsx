'use client'

import { headline, lengthOf, makingOf } from '@/lib/images/stack-events/headline'
import { type StackOutcome, stackOutcome } from '@/lib/images/stack-events/outcome'
import type { SpanState, StackTimeline } from '@/lib/images/stack-events/spans'
import { outcomeWords, summarize } from '@/lib/images/stack-events/summary'
import { formatDuration } from '@/lib/images/time-format'
import { StatusGlyph } from './status-look'

const GLYPHS: Record<StackOutcome, SpanState | 'warning'> = {
  ok: 'complete',
  failed: 'failed',
  running: 'running',
  cancelled: 'cancelled',
  cleanupFailed: 'warning',
}

/** How it went, in a line for the eye and in sentences for the ear. */
export function Summary({ timeline, now }: { timeline: StackTimeline; now: number }) {
  const { stack, resources, events } = timeline
  const outcome = stackOutcome(events)
  const create = stack && makingOf(stack)
  const later = stack && headline(stack) !== create ? headline(stack) : undefined
  return (
    <>
      <p aria-hidden className="flex flex-wrap items-center gap-x-2 text-sm">
        <StatusGlyph state={GLYPHS[outcome]} />
        <span className="font-medium">{outcomeWords(outcome)}</span>
        {create && <span className="tabular-nums text-ink-2">{formatDuration(lengthOf(create, now))}</span>}
        <span className="text-ink-3">
          {resources.length} resources · {events.length.toLocaleString('en')} events
          {later && ` · then ${later.resourceStatus}`}
        </span>
      </p>
      <p className="sr-only">{summarize(timeline, now)}</p>
    </>
  )
}
