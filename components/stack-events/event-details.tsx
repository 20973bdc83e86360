'use client'

import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import Link from 'next/link'
import { Timestamp } from '@/components/timestamp'
import type { StackEvent } from '@/lib/images/schemas'
import { lengthOf } from '@/lib/images/stack-events/headline'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import type { ResourceSpan } from '@/lib/images/stack-events/spans'
import { formatDuration } from '@/lib/images/time-format'
import { Properties } from './properties'

type Props = {
  event: StackEvent
  span: ResourceSpan
  isCause: boolean
  now: number
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string | null) => void
}

/** One event in full, with its resource's other events a key away. */
export function EventDetails({ event, span, isCause, now, logHref, onSelect }: Props) {
  const index = span.events.indexOf(event)
  const [before, after] = [span.events[index - 1], span.events[index + 1]]
  return (
    <section
      aria-label="Event details"
      className="sticky bottom-0 z-30 max-h-[55dvh] overflow-auto border-t border-line-strong bg-raised px-4 py-3 shadow-[0_-8px_24px_-16px_rgb(0_0_0/0.4)] print:static print:max-h-none print:shadow-none"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold">{event.logicalResourceId}</h2>
        <span className="font-mono text-xs">{event.resourceStatus}</span>
        <span className="text-xs text-ink-2">
          <Timestamp value={event.timestamp} milliseconds />
        </span>
        {isCause && <span className="text-xs font-medium text-bad">Likely root cause</span>}
        {logHref && (
          <Link prefetch={false} href={logHref(Date.parse(event.timestamp))} className="prose-link text-xs">
            Open the log at this moment
          </Link>
        )}
        <span className="ml-auto flex items-center gap-1 print:hidden">
          <StepButton label="Previous event" to={before} onSelect={onSelect} Icon={ChevronLeft} />
          <span className="text-xs tabular-nums text-ink-3">
            {index + 1} of {span.events.length}
          </span>
          <StepButton label="Next event" to={after} onSelect={onSelect} Icon={ChevronRight} />
          <button
            type="button"
            aria-label="Close details"
            onClick={() => onSelect(null)}
            className="ml-1 grid size-7 place-items-center rounded hover:bg-sunken"
          >
            <X aria-hidden className="size-4" />
          </button>
        </span>
      </div>
      {event.resourceStatusReason && <Reason raw={event.resourceStatusReason} />}
      <div className="mt-3 grid gap-x-8 gap-y-3 lg:grid-cols-2">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1 text-xs">
          <Fact name="Type">{event.resourceType}</Fact>
          <Fact name="Physical id">
            {event.physicalResourceId ? (
              <span className="break-all font-mono text-2xs">{event.physicalResourceId}</span>
            ) : (
              <span className="text-ink-3">none yet</span>
            )}
          </Fact>
          {span.operations.map((operation) => (
            <Fact key={operation.start} name={operation.operation}>
              <Timestamp value={new Date(operation.start).toISOString()} />
              {' to '}
              {operation.end === undefined ? (
                'now'
              ) : (
                <Timestamp value={new Date(operation.end).toISOString()} />
              )}
              , {formatDuration(lengthOf(operation, now))}, {operation.state}
            </Fact>
          ))}
          <Fact name="Event id">
            <span className="break-all font-mono text-2xs">{event.eventId}</span>
          </Fact>
        </dl>
        {event.resourceProperties && <Properties text={event.resourceProperties} />}
      </div>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function Reason({ raw }: { raw: string }) {
  const reason = unwrapReason(raw)
  return (
    <div className="mt-2 max-w-4xl text-sm">
      <p className="break-words">{reason.message}</p>
      {reason.raw.trim() !== reason.message && (
        <details className="mt-1 text-xs text-ink-2">
          <summary className="cursor-pointer text-ink-3">Original message</summary>
          <p className="mt-1 break-words font-mono text-2xs">{reason.raw}</p>
        </details>
      )}
    </div>
  )
}

type StepButtonProps = {
  label: string
  to: StackEvent | undefined
  onSelect: (eventId: string) => void
  Icon: typeof ChevronLeft
}

function StepButton({ label, to, onSelect, Icon }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={!to}
      onClick={() => to && onSelect(to.eventId)}
      className="grid size-7 place-items-center rounded hover:bg-sunken disabled:opacity-30"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
}
