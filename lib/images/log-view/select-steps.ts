import type { Outline, OutlineStep, QuotedLine } from '../build-log/outline-schema'
import { stepByKey, stepsOf } from '../build-log/step-at'
import { type HeldLog, indexOfAnchor } from '../log-events/held-log'
import type { Section } from '../log-events/rows'
import { createSelector } from './selector'
import type { ViewState } from './view-state'

/** A step of the build as it lies in the held log. */
export type StepSection = Section & { readonly step: OutlineStep }

type WithOutline = Pick<ViewState, 'log' | 'facts'>

const heldOf = ({ log }: WithOutline) => log.held
const outlineOf = ({ facts }: WithOutline) => facts.outline

/** The build's steps among the held events, in order. */
export const sectionsOf = createSelector([outlineOf, heldOf], (outline, held) =>
  outline ? sectionsIn(outline, held) : noSections,
)

/** The step that decided a failed build. */
export const failedStepOf = createSelector([outlineOf], (outline): OutlineStep | undefined =>
  outline?.outcome === 'failed' ? stepByKey(outline, outline.failedStepKey)?.step : undefined,
)

/** `event.line` of every error-like line of a failed step, of those held. */
export const errorLinesOf = createSelector([outlineOf, heldOf], (outline, held) =>
  linesIn(held, errorsOf(outline)),
)

/** `event.line` of the held lines that say why the build failed. */
export const causeLinesOf = createSelector([failedStepOf, heldOf], (failed, held) =>
  linesIn(held, failed?.finding?.lines ?? []),
)

/** The step that the topmost line is of. */
export const stepInViewOf = (state: ViewState): StepSection | undefined =>
  sectionAt(sectionsOf(state), state.view.rows.event[state.inView.first] ?? -1)

/** The steps stand beside the log: unasked where there is room, of a build that failed or is under way. */
export const isOutlineShown = ({ facts, preferences, measures }: ViewState): boolean =>
  preferences.outline === 'auto'
    ? measures.roomy && (facts.build.failed || facts.build.running)
    : preferences.outline === 'on'

/**
 * What an event's index in the held log lacks to its place in the whole stream; `undefined` where that is not known: no
 * step's header is held, and no end of the log that is over.
 */
export const heldOffsetOf = createSelector(
  [
    sectionsOf,
    outlineOf,
    heldOf,
    ({ log }: ViewState) => log.newer.state === 'end',
    ({ facts }: ViewState) => facts.build.running,
  ],
  (sections, outline, held, endIsHeld, running): number | undefined => {
    const headed = sections.find((section) => section.headed)
    if (headed) return headed.step.firstEvent - headed.start
    return outline && endIsHeld && !running ? outline.eventCount - held.messages.length : undefined
  },
)

/** An event's number within its step, from 1; of a log without steps, within the log. */
export function lineNumberOf(
  sections: readonly StepSection[],
  { offset, from }: { offset: number | undefined; from: number | undefined },
  event: number,
): number | undefined {
  const section = sectionAt(sections, event)
  if (section) return offset === undefined ? undefined : event + offset - section.step.firstEvent + 1
  return sections.length > 0 || from === undefined ? undefined : event - from + 1
}

/** The section an event lies in; `undefined` between steps and before the first. */
export function sectionAt(sections: readonly StepSection[], event: number): StepSection | undefined {
  return sections.findLast(({ start, end }) => start <= event && event < end)
}

const noSections: readonly StepSection[] = []

function sectionsIn(outline: Outline, held: HeldLog): readonly StepSection[] {
  const first = held.timestamps[held.withheld] ?? Infinity
  const last = held.timestamps.at(-1) ?? -Infinity
  const steps = [...stepsOf(outline)].filter(({ step }) => step.name !== undefined)
  return steps.flatMap(({ step }, index) => {
    if (step.at.timestamp > last || step.end < first) return []
    const place = indexOfAnchor(held, step.at)
    const headed = place.exact
    const start = headed ? place.index : held.withheld
    const following = steps[index + 1]?.step.at
    const next =
      following && following.timestamp <= last ? indexOfAnchor(held, following).index : held.messages.length
    const end = headed ? Math.min(next, start + step.lastEvent - step.firstEvent + 1) : next
    return end > start ? [{ key: step.key, start, end, headed, step }] : []
  })
}

function* errorsOf(outline: Outline | undefined): Generator<QuotedLine> {
  if (!outline) return
  for (const { step } of stepsOf(outline)) if (step.state === 'failed') yield* step.errors
}

/** `event.line` of quoted lines, those that are held: a step's whole stderr is often one event. */
function linesIn(held: HeldLog, quoted: Iterable<QuotedLine>): ReadonlySet<string> {
  const lines = new Set<string>()
  if (held.messages.length === 0) return lines
  for (const { at, line = 0 } of quoted) {
    const { index, exact } = at ? indexOfAnchor(held, at) : { index: 0, exact: false }
    if (exact) lines.add(`${index}.${line}`)
  }
  return lines
}
