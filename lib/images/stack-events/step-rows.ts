import { type LogStep, type StepGroup, tellingStep } from './log-steps'

/** A line of the tree of steps: a component, a phase or a single step, its steps side by side. */
export interface StepRow {
  /** Unique in the tree. */
  key: string
  /** 0 for a component. */
  level: number
  of: LogStep
  steps: readonly LogStep[]
  /** Absent on a single step, which has nothing inside. */
  open?: boolean
}

/** What is visible of the tree when the groups in `opened` are open, top down. */
export function stepRows(groups: readonly StepGroup[], opened: ReadonlySet<string>, level = 0): StepRow[] {
  return groups.flatMap((group): StepRow[] => {
    const open = opened.has(group.key)
    const row = { key: group.key, level, of: group, steps: group.steps, open }
    if (!open) return [row]
    if (group.groups.length > 0) return [row, ...stepRows(group.groups, opened, level + 1)]
    const parts = foldShort(group)
    return [
      row,
      ...parts.flatMap((part) =>
        'steps' in part ? stepRows([part], opened, level + 1) : [stepRow(part, level + 1, group.key)],
      ),
    ]
  })
}

/** Steps that took no time worth a row, when so many follow one another. */
const FOLDED = { least: 3, shorterThan: 1000 }

/** A phase's steps with every run of short good ones as one group: a build asks ten small questions before it works. */
function foldShort(group: StepGroup): (LogStep | StepGroup)[] {
  const parts: (LogStep | StepGroup)[] = []
  let run: LogStep[] = []
  const endRun = () => {
    const [first] = run
    const end = run.at(-1)?.end
    // A group of nothing but short steps was opened to see them.
    if (first && end !== undefined && run.length >= FOLDED.least && run.length < group.steps.length) {
      const key = `${group.key} short ${first.key}`
      const name = `${run.length} steps under a second`
      parts.push({ key, name, state: 'complete', start: first.start, end, groups: [], steps: run })
    } else parts.push(...run)
    run = []
  }
  for (const step of group.steps) {
    const { state, start, end } = step
    if (state === 'complete' && end !== undefined && end - start < FOLDED.shorterThan) {
      run.push(step)
      continue
    }
    endRun()
    parts.push(step)
  }
  endRun()
  return parts
}

/** The groups that hold the step a reader looks for: open before anybody opens one. */
export function openAtFirst(groups: readonly StepGroup[]): string[] {
  // The workflow's lines are no steps of a component: they tell something only when there is nothing else.
  const components = groups.filter(({ key }) => key !== 'workflow')
  const telling = tellingStep(components.flatMap(({ steps }) => steps))
  const holding = (within: readonly StepGroup[]): string[] => {
    const group = within.find(({ steps }) => telling && steps.includes(telling))
    return group ? [group.key, ...holding(group.groups)] : []
  }
  return holding(components)
}

const stepRow = (step: LogStep, level: number, parent: string): StepRow => ({
  key: `${parent} ${step.key} ${step.start}`,
  level,
  of: step,
  steps: [step],
})
