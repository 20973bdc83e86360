import Link from 'next/link'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { LogLane, LogStep } from '@/lib/images/stack-events/log-lanes'
import { formatDuration } from '@/lib/images/time-format'
import styles from './bar.module.css'
import { rowGrid } from './row-grid'

type Props = {
  lane: LogLane
  scale: ClockScale
  now: number
  logHref: (time: number) => string
}

/** One document's phase from the log, under the image it builds: its steps side by side on the same clock. */
export function Lane({ lane, scale, now, logHref }: Props) {
  const boxes = boxesOf(lane.steps, scale, now, (step) => step.state)
  const first = lane.steps[0]
  const last = lane.steps.at(-1)
  const length = first && last ? (last.end ?? now) - first.start : 0
  return (
    <div className={`${rowGrid} text-ink-2`}>
      <span className="flex min-w-0 items-center gap-1.5 pl-7 text-xs max-md:pl-4">
        <span aria-hidden className="h-px w-2 shrink-0 bg-line-strong" />
        <span className="truncate" title={lane.name}>
          {lane.name}
        </span>
      </span>
      <span className="relative h-full overflow-hidden max-md:order-last max-md:col-span-2 max-md:h-4">
        {boxes.map((box) => (
          <Link
            prefetch={false}
            key={box.of.key}
            href={logHref(box.of.start)}
            title={
              box.count > 1 ? `${stepName(box.of, now)} and ${box.count - 1} more` : stepName(box.of, now)
            }
            className={`${styles.bar} ${styles[box.of.state]} ${styles.step} absolute top-1/2 h-4 -translate-y-1/2 overflow-hidden`}
            style={{ left: box.x, width: Math.max(2, box.width - 1) }}
          >
            <span
              className={box.width > 56 ? 'block truncate px-1 text-2xs leading-3.5 text-ink' : 'sr-only'}
            >
              {box.width > 56 ? box.of.name : stepName(box.of, now)}
            </span>
          </Link>
        ))}
      </span>
      <span className="justify-self-end text-xs tabular-nums text-ink-3">{formatDuration(length)}</span>
    </div>
  )
}

const stepName = (step: LogStep, now: number) =>
  `${step.name}: ${step.state}, ${formatDuration((step.end ?? now) - step.start)}`
