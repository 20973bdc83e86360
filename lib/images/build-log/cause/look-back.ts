import type { Alternative, Finding, Outline, OutlineStep } from '../outline-schema'
import { type PlacedStep, stepsOf } from '../step-at'
import { canExplain } from './kinds'
import type { Kind } from './tool'

type Omen = NonNullable<OutlineStep['omens']>[number]

export interface LookedBack {
  finding: Finding
  /** The earlier step in which the cause lies; absent when only the alternatives are new. */
  placed?: PlacedStep
}

const MOST_ALTERNATIVES = 3

/**
 * What earlier steps have to do with a failed one: a Chef run that failed unnoticed, a download that was not there,
 * a package that was not installed. A failure that names the same thing is the cause; one that only could be is an
 * alternative.
 */
export function lookBack(outline: Outline, failed: PlacedStep, own: Finding): LookedBack | undefined {
  const earlier = [...stepsOf(outline)]
    .filter(({ step }) => step.firstEvent < failed.step.firstEvent && step.state === 'good')
    .reverse()
  const hidden = earlier.find(({ step }) => step.finding && step.chef?.at(-1)?.outcome === 'failed')
  if (hidden?.step.finding && !own.recipe)
    return {
      placed: hidden,
      finding: { ...hidden.step.finding, ...beside(hidden.step.finding, [asAlternative(own, failed)]) },
    }
  const omens = earlier.flatMap((placed) => (placed.step.omens ?? []).map((omen) => ({ placed, omen })))
  // A step without a word of its own: what failed in its component before, and was passed over, is the likeliest.
  const wordless = own.ruleId === 'last-line' || own.ruleId === 'silent'
  const cause =
    omens.find(({ placed, omen }) => leadsTo(omen, own, placed, failed)) ??
    (wordless ? omens.find(({ placed }) => placed.document === failed.document) : undefined)
  if (cause) {
    const { kind, names, ...told } = cause.omen
    const finding: Finding = {
      ...told,
      kind,
      names,
      sure: false,
      certainty: 'likely',
      because: ['an earlier step that passed'],
    }
    return { placed: cause.placed, finding: { ...finding, ...beside(finding, [asAlternative(own, failed)]) } }
  }
  const possible = omens
    .filter(({ omen }) => canExplain(omen.kind as Kind, (own.kind ?? 'wrapper') as Kind))
    .map(
      ({ placed, omen: { kind: _kind, names: _names, ...told } }): Alternative => ({
        ...told,
        ...(placed.step.name ? { step: placed.step.name } : {}),
        stepKey: placed.step.key,
      }),
    )
  return possible.length > 0 ? { finding: { ...own, ...beside(own, possible) } } : undefined
}

const FETCHES: ReadonlySet<string> = new Set(['download', 'archive', 'vcs'])

function leadsTo(omen: Omen, own: Finding, { step, document }: PlacedStep, failed: PlacedStep): boolean {
  if (own.ruleId === 'cookbook-missing') return /Download\w{0,60}Cookbook/i.test(step.name ?? '')
  const how = canExplain(omen.kind as Kind, (own.kind ?? 'wrapper') as Kind)
  // In one component, what a later step misses is what an earlier one could not fetch.
  if (how === 'loose' && FETCHES.has(omen.kind) && document === failed.document) return true
  if (how !== undefined && omen.kind === 'config' && omen.tool === own.tool) return true
  if (
    how !== undefined &&
    MISSES.has(own.kind ?? '') &&
    PROVIDES.has(omen.kind) &&
    document === failed.document
  )
    return true
  return how !== undefined && sharesName(own.names ?? [], omen.names)
}

/** What later steps miss, and what would have brought it. */
const MISSES: ReadonlySet<string> = new Set(['command'])
const PROVIDES: ReadonlySet<string> = new Set(['repository', 'download', 'credentials'])

function sharesName(own: readonly string[], earlier: readonly string[]): boolean {
  const known = new Set(earlier.map((name) => name.toLowerCase()))
  return own.some((name) => name.length > 3 && known.has(name.toLowerCase()))
}

const beside = (finding: Finding, more: readonly Alternative[]) => {
  const alternatives = [...(finding.alternatives ?? []), ...more].slice(0, MOST_ALTERNATIVES)
  return alternatives.length > 0 ? { alternatives } : {}
}

/** The failed step's own finding, beside a cause that lies elsewhere. */
function asAlternative(own: Finding, { step }: PlacedStep): Alternative {
  const {
    sure: _sure,
    certainty: _certainty,
    because: _because,
    names: _names,
    alternatives: _others,
    recipe: _recipe,
    resource: _resource,
    ...told
  } = own
  return { ...told, ...(step.name ? { step: step.name } : {}), stepKey: step.key }
}
