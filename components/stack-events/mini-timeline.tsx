'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useMemo } from 'react'
import { KeptNote } from '@/components/kept-note'
import { useNow } from '@/components/now'
import { Problem } from '@/components/problem'
import { ApiError } from '@/lib/api-error'
import { type NamedScope, stackEventsHref } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import { clockScale } from '@/lib/images/stack-events/clock-scale'
import { extentOf } from '@/lib/images/stack-events/extent'
import { spanName } from '@/lib/images/stack-events/headline'
import { isSettled } from '@/lib/images/stack-events/poll'
import { stackEventsQuery } from '@/lib/images/stack-events/queries'
import { deriveTimeline, type OperationSpan, type ResourceSpan } from '@/lib/images/stack-events/spans'
import { isUndoing } from '@/lib/images/stack-events/status'
import { summarize } from '@/lib/images/stack-events/summary'
import styles from './bar.module.css'
import { useWidth } from './use-width'

const ROW_PX = 7
const look = (operation: OperationSpan) => `${operation.operation} ${operation.state}`

/** The stack's timeline as a small picture that leads to the large one; the same spans, no names. */
export function MiniTimeline({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const { data, dataUpdatedAt, error, isPending, refetch } = useQuery(stackEventsQuery({ imageId, ...scope }))
  const timeline = useMemo(() => deriveTimeline(data ?? []), [data])
  const now = useNow(data !== undefined && !isSettled(data))
  const [measure, width] = useWidth()
  const { stack, resources } = timeline
  const rows = stack ? [stack, ...resources] : resources
  const extent = extentOf(timeline, [], now)
  if (isPending) {
    return (
      <div role="status" aria-label="Reading stack events" className="h-28 rounded bg-sunken pulse-soft" />
    )
  }
  if (error instanceof ApiError && error.status === 404) {
    const opened = openedId(scope.account) !== undefined
    return (
      <p className="text-ink-3">
        {opened ? error.message : 'The stack has been deleted; its events are no longer available.'}
      </p>
    )
  }
  if (error && !data) {
    return <Problem title="The stack events could not be read." error={error} retry={() => void refetch()} />
  }
  const note = error && (
    <KeptNote
      subject="The stack events are"
      since={dataUpdatedAt}
      error={error}
      retry={() => void refetch()}
    />
  )
  if (!extent) return note ?? <p className="text-ink-3">No stack events yet.</p>
  const scale = clockScale(extent, Math.max(1, width))
  return (
    <>
      {note}
      <Link
        href={stackEventsHref(imageId, scope)}
        aria-label={`Stack events. ${summarize(timeline, now)}`}
        className="block rounded border border-line bg-surface p-2 hover:border-line-strong"
      >
        <div ref={measure} className="relative" style={{ height: rows.length * ROW_PX }}>
          {width > 0 &&
            rows.map((span, index) => (
              <MiniRow key={span.key} span={span} top={index * ROW_PX} now={now} scale={scale} />
            ))}
        </div>
      </Link>
    </>
  )
}

type MiniRowProps = { span: ResourceSpan; top: number; now: number; scale: ReturnType<typeof clockScale> }

function MiniRow({ span, top, now, scale }: MiniRowProps) {
  return boxesOf(span.operations, scale, now, look).map((box) => (
    <span
      key={box.of.start}
      title={spanName(span, now)}
      className={`${styles.bar} ${styles[box.of.state]} ${isUndoing(box.of.operation) ? styles.undoing : ''} absolute`}
      style={{ left: box.x, width: Math.max(2, box.width), top, height: ROW_PX - 2 }}
    />
  ))
}
