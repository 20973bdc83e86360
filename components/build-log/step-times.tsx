'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId } from 'react'
import { logStreamHref, type NamedScope } from '@/lib/images/addresses'
import { longestSteps, type StepTime } from '@/lib/images/build-log/longest-steps'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { formatDuration } from '@/lib/images/time-format'

const MOST = 8

/** Where a finished build's time went: its longest steps as bars, each a link to its place in the log. */
export function StepTimes({
  imageId,
  logStreamName,
  scope,
}: {
  imageId: string
  logStreamName: string
  scope: NamedScope
}) {
  const { data: outline } = useQuery(outlineQuery(imageId, logStreamName, scope))
  const heading = useId()
  if (!outline) return null
  const { longest, others, othersTook } = longestSteps(outline, MOST)
  if (longest.length === 0) return null
  const most = Math.max(...longest.map(({ took }) => took), 1)
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="mb-2 font-semibold">
        Longest steps
      </h2>
      <ol className="rounded-md border border-line bg-surface py-1">
        {longest.map((time) => (
          <Row
            key={time.key}
            time={time}
            share={time.took / most}
            href={logStreamHref(imageId, logStreamName, { ...scope, at: formatAnchor(time.at) })}
          />
        ))}
        {others > 0 && (
          <li className="px-3 py-1 text-ink-3 text-xs">
            {others} other {others === 1 ? 'step' : 'steps'}, {formatDuration(othersTook)} in total
          </li>
        )}
      </ol>
    </section>
  )
}

const looks: Partial<Record<StepTime['state'], string>> = { failed: 'bg-bad', interrupted: 'bg-bad' }

function Row({ time, share, href }: { time: StepTime; share: number; href: string }) {
  const failed = time.state === 'failed' || time.state === 'interrupted'
  return (
    <li>
      <Link
        href={href}
        title={`${time.name} of ${time.component}`}
        className="group grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto] items-center gap-x-3 px-3 py-1 hover:bg-raised sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_8rem]"
      >
        <span className="truncate font-mono text-xs group-hover:text-accent">{time.name}</span>
        <span aria-hidden className="h-2 rounded-xs bg-sunken">
          <span
            className={`block h-full min-w-0.5 rounded-xs forced-colors:bg-[CanvasText] ${looks[time.state] ?? 'bg-ok'}`}
            style={{ width: `${share * 100}%` }}
          />
        </span>
        <span className="whitespace-nowrap text-right text-ink-2 tabular-nums">
          {failed && <span className="mr-2 text-bad text-xs">{time.state}</span>}
          {formatDuration(time.took)}
        </span>
      </Link>
    </li>
  )
}
