import type { Outline, OutlineDocument, OutlineStep } from '../build-log/outline-schema'
import type { Timed } from './boxes'

/** A step of the build as the log tells it. */
export interface LogStep extends Timed {
  key: string
  name: string
  state: 'complete' | 'failed' | 'running' | 'warning' | 'unfinished'
}

/** What holds steps: a component's document, one of its phases, or Image Builder's workflow. */
export interface StepGroup extends LogStep {
  /** Its phases; empty where there is only one, which then is part of the name. */
  groups: StepGroup[]
  /** All steps in it, in the log's order; never empty. */
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

/** The log's outline on the stack's clock, in the order the log tells it: component, phase, step. */
export function stepGroups(outline: Outline): StepGroup[] {
  const components = outline.runs.flatMap((run, runIndex) =>
    run.documents.flatMap((document, index) => componentOf(document, `${runIndex} ${index}`)),
  )
  const workflow = workflowGroup(outline, components[0]?.start)
  return workflow ? [workflow, ...components] : components
}

/** The step a reader looks for: the failed one, else the running one, else the longest. */
export function tellingStep(steps: readonly LogStep[]): LogStep | undefined {
  const named =
    steps.find((step) => step.state === 'failed') ?? steps.find((step) => step.state === 'running')
  const length = ({ start, end = start }: LogStep) => end - start
  return (
    named ?? steps.reduce<LogStep | undefined>((a, b) => (a && length(a) >= length(b) ? a : b), undefined)
  )
}

function componentOf(document: OutlineDocument, key: string): StepGroup[] {
  const phases = document.phases.flatMap((phase, index) => {
    const name = phase.name ?? 'phase'
    return group(`${key} ${index}`, name, phase.steps.map(logStep))
  })
  const [only, second] = phases
  if (!only) return []
  if (!second) return [{ ...only, name: `${document.name} · ${only.name}` }]
  const whole = group(
    key,
    document.name,
    phases.flatMap(({ steps }) => steps),
  )
  return whole.map((component) => ({ ...component, groups: phases }))
}

function group(key: string, name: string, steps: LogStep[]): StepGroup[] {
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return []
  const has = (state: LogStep['state']) => steps.some((step) => step.state === state)
  const state = (['failed', 'running', 'unfinished', 'warning'] as const).find(has) ?? 'complete'
  const ends = last.end === undefined ? {} : { end: last.end }
  return [{ key, name, state, start: first.start, ...ends, groups: [], steps }]
}

function logStep({ key, name, state, start, end }: OutlineStep): LogStep {
  return { key, name: name ?? 'Step', state: STATES[state], start, ...(state !== 'running' && { end }) }
}

/** What Image Builder did before the first step; each of its lines holds until the next one. */
function workflowGroup(outline: Outline, firstStep: number | undefined): StepGroup | undefined {
  const lines = outline.workflow.filter((line) => firstStep === undefined || line.at.timestamp < firstStep)
  const steps = lines.map((line, index): LogStep => {
    const start = line.at.timestamp
    const end = lines[index + 1]?.at.timestamp ?? firstStep ?? outline.lastTimestamp ?? start
    return { key: `workflow ${index}`, name: line.text, state: 'complete', start, end }
  })
  return group('workflow', 'Image Builder workflow', steps)[0]
}
