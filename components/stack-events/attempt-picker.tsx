'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Timestamp } from '@/components/timestamp'
import type { NamedScope } from '@/lib/images/addresses'
import { logStreamsQuery } from '@/lib/images/queries'
import type { ImageAttempt } from '@/lib/images/stack-events/attempt-schema'
import { logStreamOf } from '@/lib/images/stack-events/attempts'
import { extentOf } from '@/lib/images/stack-events/extent'
import { lengthOf } from '@/lib/images/stack-events/headline'
import { stackOutcome } from '@/lib/images/stack-events/outcome'
import { stackEventsQuery } from '@/lib/images/stack-events/queries'
import { deriveTimeline } from '@/lib/images/stack-events/spans'
import { outcomeWords } from '@/lib/images/stack-events/summary'
import { formatDuration } from '@/lib/images/time-format'
import { serverNow } from '@/lib/server-clock'

type Props = {
  imageId: string
  scope: NamedScope
  /** Newest first. */
  attempts: readonly ImageAttempt[]
  stackId: string | undefined
  onChoose: (stackId: string) => void
}

/** Which build of the image is shown, where it was built several times. */
export function AttemptPicker({ imageId, scope, attempts, stackId, onChoose }: Props) {
  const index = Math.max(
    0,
    attempts.findIndex((attempt) => attempt.stackId === stackId),
  )
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label="Attempt"
        className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong px-2 text-xs hover:border-ink-3"
      >
        Attempt {attempts.length - index} of {attempts.length}
        <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 max-h-80 overflow-auto rounded-md border border-line-strong bg-raised p-1 shadow-lg"
        >
          <DropdownMenu.RadioGroup value={attempts[index]?.stackId ?? ''} onValueChange={onChoose}>
            {attempts.map((attempt, position) => (
              <DropdownMenu.RadioItem
                key={attempt.stackId}
                value={attempt.stackId}
                className="grid cursor-pointer grid-cols-[1rem_1.5rem_auto_1fr] items-center gap-x-2 rounded px-2 py-1.5 text-xs outline-none data-highlighted:bg-sunken"
              >
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden className="size-3.5" />
                </DropdownMenu.ItemIndicator>
                <span className="col-start-2 tabular-nums text-ink-3">{attempts.length - position}</span>
                <Timestamp value={attempt.creationTime} />
                <AttemptOutcome imageId={imageId} scope={scope} attempt={attempt} />
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/**
 * Only an attempt's events know how it went: a deleted stack's status is DELETE_COMPLETE either way. The log that
 * was written meanwhile is its own.
 */
function AttemptOutcome({
  imageId,
  scope,
  attempt,
}: {
  imageId: string
  scope: NamedScope
  attempt: ImageAttempt
}) {
  const { data, isPending } = useQuery(stackEventsQuery({ imageId, ...scope, stackId: attempt.stackId }))
  const { data: logStreams } = useQuery(logStreamsQuery(imageId, scope))
  if (isPending) return <span className="text-ink-3">…</span>
  if (!data) return <span className="text-ink-3">{attempt.stackStatus}</span>
  const timeline = deriveTimeline(data)
  const built = timeline.stack?.operations[0]
  const extent = extentOf(timeline, [], serverNow())
  const logStream = extent && logStreamOf({ start: extent.from, end: extent.to }, logStreams ?? [])
  return (
    <span className="text-ink-2">
      {outcomeWords(stackOutcome(data))}
      {built?.end !== undefined && `, ${formatDuration(lengthOf(built, built.end))}`}
      <span className="ml-2 text-ink-3">{logStream ? `log ${logStream.logStreamName}` : 'no log'}</span>
    </span>
  )
}
