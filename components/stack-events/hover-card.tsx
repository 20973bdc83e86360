'use client'

import { type RefObject, useEffect, useState } from 'react'
import { Timestamp } from '@/components/timestamp'
import { lengthOf } from '@/lib/images/stack-events/headline'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import type { OperationSpan, ResourceSpan } from '@/lib/images/stack-events/spans'
import { formatDuration } from '@/lib/images/time-format'

type Shown = { key: string; operation: number; x: number; y: number; below: boolean }

/**
 * What a bar says of itself on hover. It listens on the whole chart, so that no row is drawn again for it;
 * everything it tells can also be reached by keyboard in the details.
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
  useEffect(() => {
    const element = area.current
    if (!element) return
    const over = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      setShown(barAt(event))
    }
    const out = () => setShown(undefined)
    element.addEventListener('pointermove', over)
    element.addEventListener('pointerleave', out)
    window.addEventListener('scroll', out, { passive: true })
    window.addEventListener('keydown', out)
    return () => {
      element.removeEventListener('pointermove', over)
      element.removeEventListener('pointerleave', out)
      window.removeEventListener('scroll', out)
      window.removeEventListener('keydown', out)
    }
  }, [area])

  const span = shown && spans.get(shown.key)
  const operation = span?.operations[shown?.operation ?? 0]
  if (!shown || !span || !operation) return null
  return (
    <div
      role="tooltip"
      className="pointer-events-none fixed z-40 w-96 rounded-md border border-line-strong bg-raised p-3 text-xs shadow-lg print:hidden"
      style={{
        left: Math.max(8, Math.min(shown.x - 40, window.innerWidth - 400)),
        ...(shown.below ? { top: shown.y + 22 } : { bottom: window.innerHeight - shown.y + 14 }),
      }}
    >
      <OperationFacts span={span} operation={operation} now={now} />
    </div>
  )
}

function barAt(event: PointerEvent): Shown | undefined {
  const target = event.target instanceof Element ? event.target : undefined
  const bar = target?.closest<HTMLElement>('[data-operation]')
  const key = bar?.closest<HTMLElement>('[data-span]')?.dataset.span
  if (!bar || key === undefined) return undefined
  const { top } = bar.getBoundingClientRect()
  return { key, operation: Number(bar.dataset.operation), x: event.clientX, y: top, below: top < 260 }
}

function OperationFacts({
  span,
  operation,
  now,
}: {
  span: ResourceSpan
  operation: OperationSpan
  now: number
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
          />
        ))}
        {operation.endedBy && (
          <StatusLine
            status={operation.endedBy.resourceStatus}
            at={operation.endedBy.timestamp}
            lasted={formatDuration(lengthOf(operation, now))}
            strong
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

function StatusLine(props: { status: string; at: string; lasted: string; strong?: boolean }) {
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
