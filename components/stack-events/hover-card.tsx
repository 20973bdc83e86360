'use client'

import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react'
import { Timestamp } from '@/components/timestamp'
import { lengthOf } from '@/lib/images/stack-events/headline'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import type { OperationSpan, ResourceSpan } from '@/lib/images/stack-events/spans'
import { formatDuration } from '@/lib/images/time-format'

type Shown = {
  key: string
  operation: number
  eventId?: string | undefined
  x: number
  top: number
  bottom: number
}

const WIDTH = 384
const MARGIN = 8

/**
 * What a bar says of itself on hover, and an event when it has the focus. It listens on the whole chart, so that no
 * row is drawn again for it; everything it tells is also in the details.
 */
export function HoverCard({
  area,
  spans,
  now,
}: {
  area: RefObject<HTMLElement | null>
  spans: ReadonlyMap<string, ResourceSpan>
  now: number
}) {
  const [shown, setShown] = useState<Shown>()
  const latest = useRef(spans)
  useEffect(() => {
    latest.current = spans
  })
  useEffect(() => {
    const element = area.current
    if (!element) return
    const over = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') setShown(barAt(event.target, event.clientX))
    }
    const focused = (event: FocusEvent) => setShown(eventAt(event.target, latest.current))
    const out = () => setShown(undefined)
    element.addEventListener('pointermove', over)
    element.addEventListener('pointerleave', out)
    element.addEventListener('focusin', focused)
    element.addEventListener('focusout', out)
    window.addEventListener('scroll', out, { passive: true })
    return () => {
      element.removeEventListener('pointermove', over)
      element.removeEventListener('pointerleave', out)
      element.removeEventListener('focusin', focused)
      element.removeEventListener('focusout', out)
      window.removeEventListener('scroll', out)
    }
  }, [area])

  const span = shown && spans.get(shown.key)
  const operation = span?.operations[shown?.operation ?? 0]
  if (!shown || !span || !operation) return null
  return (
    <div
      role="tooltip"
      className="pointer-events-none fixed z-40 overflow-hidden rounded-md border border-line-strong bg-raised p-3 text-xs shadow-lg print:hidden"
      style={cardPlace(shown)}
    >
      <OperationFacts span={span} operation={operation} now={now} eventId={shown.eventId} />
    </div>
  )
}

/** On the side with more room, inside the window whatever its size. */
function cardPlace({ x, top, bottom }: Shown): CSSProperties {
  const width = Math.min(WIDTH, window.innerWidth - 2 * MARGIN)
  const left = Math.max(MARGIN, Math.min(x - 40, window.innerWidth - width - MARGIN))
  const below = window.innerHeight - bottom > top
  const room = (below ? window.innerHeight - bottom : top) - 3 * MARGIN
  return {
    width,
    left,
    maxHeight: room,
    ...(below ? { top: bottom + MARGIN } : { bottom: window.innerHeight - top + MARGIN }),
  }
}

function barAt(target: EventTarget | null, clientX?: number): Shown | undefined {
  const bar = target instanceof Element ? target.closest<HTMLElement>('[data-operation]') : undefined
  const key = bar?.closest<HTMLElement>('[data-span]')?.dataset.span
  if (!bar || key === undefined) return undefined
  const { left, top, bottom } = bar.getBoundingClientRect()
  return { key, operation: Number(bar.dataset.operation), x: clientX ?? left, top, bottom }
}

/** Only where the focus is shown: a click is no question. */
function eventAt(target: EventTarget | null, spans: ReadonlyMap<string, ResourceSpan>): Shown | undefined {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return undefined
  const eventId = target.dataset.event
  const key = target.closest<HTMLElement>('[data-span]')?.dataset.span
  if (eventId === undefined || key === undefined) return barAt(target)
  const operation = spans
    .get(key)
    ?.operations.findIndex(
      ({ segments, endedBy }) =>
        endedBy?.eventId === eventId || segments.some(({ event }) => event.eventId === eventId),
    )
  const { left, top, bottom } = target.getBoundingClientRect()
  return { key, operation: Math.max(0, operation ?? 0), eventId, x: left, top, bottom }
}

function OperationFacts({
  span,
  operation,
  now,
  eventId,
}: {
  span: ResourceSpan
  operation: OperationSpan
  now: number
  eventId: string | undefined
}) {
  const reason = operation.endedBy?.resourceStatusReason
  return (
    <>
      <p className="font-medium">{span.logicalResourceId}</p>
      <p className="text-ink-3">{span.resourceType}</p>
      <dl className="mt-2 grid grid-cols-[auto_1fr_auto] gap-x-3 gap-y-0.5">
        {operation.segments.map((segment) => (
          <StatusLine
            key={segment.event.eventId}
            status={segment.event.resourceStatus}
            at={segment.event.timestamp}
            lasted={formatDuration(lengthOf(segment, now))}
            strong={segment.event.eventId === eventId}
          />
        ))}
        {operation.endedBy && (
          <StatusLine
            status={operation.endedBy.resourceStatus}
            at={operation.endedBy.timestamp}
            lasted={formatDuration(lengthOf(operation, now))}
            strong={eventId === undefined || operation.endedBy.eventId === eventId}
          />
        )}
      </dl>
      {reason && <p className="mt-2 line-clamp-4 break-words text-ink-2">{unwrapReason(reason).message}</p>}
      {span.physicalResourceId && (
        <p className="mt-2 truncate font-mono text-2xs text-ink-3">{span.physicalResourceId}</p>
      )}
    </>
  )
}

function StatusLine(props: { status: string; at: string; lasted: string; strong: boolean }) {
  return (
    <>
      <dt className={`truncate font-mono text-2xs leading-4 ${props.strong ? 'font-medium' : 'text-ink-2'}`}>
        {props.status}
      </dt>
      <dd className="whitespace-nowrap text-ink-3">
        <Timestamp value={props.at} />
      </dd>
      <dd className={`text-right tabular-nums ${props.strong ? 'font-medium' : ''}`}>{props.lasted}</dd>
    </>
  )
}
