import { ChevronDown, ChevronRight } from 'lucide-react'
import { StateGlyph } from '@/components/build-log/outline'
import type { StepSection } from '@/lib/images/log-view/select-steps'
import { formatDuration } from '@/lib/images/time-format'

/** A step's header among the log's lines, or above them while the step is in view. */
export function StepHeader({
  section: { step },
  folded,
  toggle,
}: {
  section: StepSection
  folded: boolean
  toggle: () => void
}) {
  const Chevron = folded ? ChevronRight : ChevronDown
  const duration = formatDuration(step.end - step.start)
  const lines = `${step.lines.toLocaleString('en')} ${step.lines === 1 ? 'line' : 'lines'}`
  const exit = step.exitCode === undefined || step.exitCode === 0 ? '' : `exit ${step.exitCode}`
  return (
    <button
      type="button"
      aria-expanded={!folded}
      aria-label={[step.name, duration, step.state, exit, lines].filter(Boolean).join(', ')}
      onClick={toggle}
      tabIndex={-1}
      className="log-step"
    >
      <Chevron aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span aria-hidden className="inline-flex">
        <StateGlyph state={step.state} />
      </span>
      <span className={`font-medium ${step.state === 'failed' ? 'text-bad' : 'text-ink'}`}>{step.name}</span>
      {exit && <span className="text-bad">{exit}</span>}
      <span className="text-ink-3">{duration}</span>
      <span className="text-ink-3">{lines}</span>
    </button>
  )
}
