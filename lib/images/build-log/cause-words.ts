import type { Cause } from './cause'
import type { BuildAgain, Finding, Side } from './outline-schema'

/** Whose side a cause is on, as the card says it. */
export const SIDES: Record<Side, string> = {
  configuration: 'Build configuration or account',
  script: 'Your script or component',
  parentImage: 'Parent image',
  parallelCluster: 'ParallelCluster',
  distribution: 'A package’s or distribution’s maintainers',
  aws: 'AWS',
  network: 'Network',
  chance: 'Chance',
}

/** How far a cause can be relied on, in a word; nothing where it is sure. */
export const CERTAINTY: Record<Finding['certainty'], string | undefined> = {
  sure: undefined,
  likely: 'Likely',
  unrecognised: 'Not recognised',
}

/** Whether building again can help, as the card says it. */
export const BUILD_AGAIN: Record<BuildAgain, string> = {
  helps: 'Yes, usually passes',
  mayHelp: 'May help',
  useless: 'No, not without a change',
}

/** Where a cause lies, as names and values; only what is known. */
export function placeOf(cause: Cause): [string, string | number][] {
  const facts: [string, string | number | undefined][] = [
    ['Step', cause.step],
    ['Exit code', cause.exitCode],
    ['Cause in step', cause.causeStep],
    ['Component', cause.component],
    ['Phase', cause.phase],
    ['Recipe', cause.recipe],
    ['Resource', cause.resource],
  ]
  return facts.filter((fact): fact is [string, string | number] => fact[1] !== undefined && fact[1] !== '')
}
