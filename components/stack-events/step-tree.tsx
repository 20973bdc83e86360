import { ChevronDown, ChevronRight } from 'lucide-react'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { LogStep } from '@/lib/images/stack-events/log-steps'
import type { StepRow } from '@/lib/images/stack-events/step-rows'
import { formatDuration } from '@/lib/images/time-format'
import { placed } from './bar'
import bars from './bar.module.css'
import { logLink } from './open-log'
import { StatusGlyph } from './status-look'
import styles from './timeline.module.css'

/** The row's key among everything that takes the focus. */
export const stepRowKey = (row: StepRow) => `step ${row.key}`

type Props = {
  rows: readonly StepRow[]
  scale: ClockScale
  now: number
  activeKey: string | undefined
  logHref: (time: number) => string
  onToggle: (groupKey: string) => void
}

/** Under the image: what the log says was done in that hour, component, phase and step on the same clock. */
export function StepTree({ rows, scale, now, activeKey, logHref, onToggle }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div role="group" aria-label="Steps of the log" className="px-2 pb-1">
      {rows.map((row) => {
        const key = stepRowKey(row)
        const tabIndex = key === activeKey ? 0 : -1
        return (
          <div
            key={key}
            data-focus-row={key}
            className={`${styles.row} ${styles.step} rounded text-ink-2 hover:bg-sunken/70`}
          >
            <StepName row={row} now={now} tabIndex={tabIndex} logHref={logHref} onToggle={onToggle} />
            <span className={styles.chart}>
              <span className={styles.world}>
                <StepBars row={row} scale={scale} now={now} tabIndex={tabIndex} logHref={logHref} />
              </span>
            </span>
            <span className={styles.status}>
              {row.of.state !== 'complete' && (
                <span className={row.of.state === 'failed' ? 'font-medium text-bad' : 'text-ink-3'}>
                  {row.of.state}
                </span>
              )}
              <span className={styles.duration}>{formatDuration(lengthOf(row.of, now))}</span>
            </span>
          </div>
        )
      })}
    </div>
  )
}

type NameProps = {
  row: StepRow
  now: number
  tabIndex: number
  logHref: (time: number) => string
  onToggle: (groupKey: string) => void
}

function StepName({ row, now, tabIndex, logHref, onToggle }: NameProps) {
  const shared = {
    tabIndex,
    'data-row': stepRowKey(row),
    'aria-label': stepName(row.of, now),
    className: `${styles.name} text-xs`,
    style: { paddingLeft: `${1.25 + row.level}rem` },
  }
  const name = (
    <span className="truncate" title={row.of.name}>
      {row.of.name}
    </span>
  )
  if (row.open === undefined) {
    return (
      <a {...shared} {...logLink(logHref, row.of.start)} className={`${shared.className} hover:text-accent`}>
        <StatusGlyph state={row.of.state} />
        {name}
      </a>
    )
  }
  const Chevron = row.open ? ChevronDown : ChevronRight
  return (
    <button type="button" {...shared} aria-expanded={row.open} onClick={() => onToggle(row.key)}>
      <Chevron aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {name}
    </button>
  )
}

type BarsProps = {
  row: StepRow
  scale: ClockScale
  now: number
  tabIndex: number
  logHref: (time: number) => string
}

function StepBars({ row, scale, now, tabIndex, logHref }: BarsProps) {
  return boxesOf(row.steps, scale, now, (step) => step.state).map((box) => {
    const name = box.count > 1 ? `${stepName(box.of, now)} and ${box.count - 1} more` : stepName(box.of, now)
    const roomy = box.width > 44
    const { href, ...opens } = logLink(logHref, box.of.start)
    return (
      <a
        key={`${box.of.key} ${box.of.start}`}
        href={href}
        {...opens}
        tabIndex={tabIndex}
        title={name}
        aria-label={`Log at ${name}`}
        className={`${bars.bar} ${bars[box.of.state]} ${bars.step} ${roomy ? '' : bars.narrow}`}
        style={placed({ x: box.x, width: Math.max(1, box.width - 1) }, scale)}
      >
        {roomy && row.open !== undefined && box.of.name}
      </a>
    )
  })
}

const lengthOf = (step: LogStep, now: number) => Math.max(0, (step.end ?? now) - step.start)
const stepName = (step: LogStep, now: number) =>
  `${step.name}: ${step.state}, ${formatDuration(lengthOf(step, now))}`
