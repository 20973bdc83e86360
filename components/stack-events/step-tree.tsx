import { ChevronDown, ChevronRight } from 'lucide-react'
import type { RefCallback } from 'react'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { LogStep } from '@/lib/images/stack-events/log-steps'
import type { StepRow } from '@/lib/images/stack-events/step-rows'
import { formatDuration } from '@/lib/images/time-format'
import { placed } from './bar'
import bars from './bar.module.css'
import { logLink } from './open-log'
import { glyphClass } from './status-look'
import styles from './timeline.module.css'

/** The row's key among everything that takes the focus. */
export const stepRowKey = (row: StepRow) => `step ${row.key}`

type Props = {
  rows: readonly StepRow[]
  scale: ClockScale
  worldRef: RefCallback<HTMLElement>
  now: number
  activeKey: string | undefined
  logHref: (time: number) => string
  onToggle: (groupKey: string) => void
}

/** Under the image: what the log says was done in that hour, component, phase and step on the same clock. */
export function StepTree({ rows, scale, worldRef, now, activeKey, logHref, onToggle }: Props) {
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
              <span ref={worldRef} className={styles.world}>
                <StepBars row={row} scale={scale} now={now} tabIndex={tabIndex} logHref={logHref} />
              </span>
            </span>
            {row.of.state !== 'complete' && (
              <span className={`${styles.status} ${row.of.state === 'failed' ? styles.failed : ''}`}>
                {row.of.state}
              </span>
            )}
            <span className={styles.duration}>{formatDuration(lengthOf(row.of, now))}</span>
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
    title: row.of.name,
    'aria-label': stepName(row.of, now),
    style: { paddingLeft: `${1.25 + row.level}rem` },
  }
  if (row.open === undefined) {
    return (
      <a
        {...shared}
        {...logLink(logHref, row.of.start)}
        className={`${styles.name} ${glyphClass(row.of.state)} hover:text-accent`}
      >
        {row.of.name}
      </a>
    )
  }
  const Chevron = row.open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      {...shared}
      aria-expanded={row.open}
      onClick={() => onToggle(row.key)}
      className={styles.name}
    >
      <Chevron aria-hidden className="mr-1.5 inline size-3.5 align-[-0.125rem] text-ink-3" />
      {row.of.name}
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
        {roomy && row.open !== undefined && <span className={bars.stepName}>{box.of.name}</span>}
      </a>
    )
  })
}

const lengthOf = (step: LogStep, now: number) => Math.max(0, (step.end ?? now) - step.start)
const stepName = (step: LogStep, now: number) =>
  `${step.name}: ${step.state}, ${formatDuration(lengthOf(step, now))}`
