import type { Outline, OutlineStep } from '../build-log/outline-schema'
import type { Timed } from './boxes'

/** A step of the build as the log tells it. */
export interface LogStep extends Timed {
  key: string
  name: string
  state: 'complete' | 'failed' | 'running' | 'warning' | 'unfinished'
}

/** One document's phase, or Image Builder's workflow: what stands side by side in one row of the timeline. */
export interface LogLane {
  key: string
  name: string
  steps: LogStep[]
}

const STATES: Record<OutlineStep['state'], LogStep['state']> = {
  good: 'complete',
  reboot: 'complete',
  retried: 'warning',
  failed: 'failed',
  running: 'running',
  interrupted: 'unfinished',
}

/** The log's outline on the stack's clock, in the order the log tells it. */
export function lanesOf(outline: Outline): LogLane[] {
  const phases = outline.runs.flatMap((run, runIndex) =>
    run.documents.flatMap((document, documentIndex) =>
      document.phases.map((phase, phaseIndex) => ({
        key: `${runIndex} ${documentIndex} ${phaseIndex}`,
        name: phase.name ? `${document.name} · ${phase.name}` : document.name,
        steps: phase.steps.map(logStep),
      })),
    ),
  )
  const lanes = phases.filter((lane) => lane.steps.length > 0)
  const workflow = workflowLane(outline, lanes[0]?.steps[0]?.start)
  return workflow ? [workflow, ...lanes] : lanes
}

function logStep({ key, name, state, start, end }: OutlineStep): LogStep {
  return { key, name: name ?? 'Step', state: STATES[state], start, ...(state !== 'running' && { end }) }
}

/** What Image Builder did before the first step; each of its lines holds until the next one. */
function workflowLane(outline: Outline, firstStep: number | undefined): LogLane | undefined {
  const lines = outline.workflow.filter((line) => firstStep === undefined || line.at.timestamp < firstStep)
  if (lines.length === 0) return undefined
  const steps = lines.map((line, index): LogStep => {
    const start = line.at.timestamp
    const end = lines[index + 1]?.at.timestamp ?? firstStep ?? outline.lastTimestamp ?? start
    return { key: `workflow ${index}`, name: line.text, state: 'complete', start, end }
  })
  return { key: 'workflow', name: 'Image Builder workflow', steps }
}
