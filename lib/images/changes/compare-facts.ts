import type { Cause } from '../build-log/cause'
import type { Outline } from '../build-log/outline-schema'
import type { BuildFacts } from './build-facts'
import type { Change, ChangedFact, Changes } from './changes'
import { comparePackages } from './compare-packages'
import { diffLines } from './line-diff'
import { suspicionOf } from './suspicion'

/** One of two builds that are compared. */
export type ComparedBuild = { outline: Outline; facts?: BuildFacts | undefined }

/** What of a build's start is one text, and how it is read. */
const inputs: Partial<Record<ChangedFact, (build: ComparedBuild) => string | undefined>> = {
  parentImage: ({ outline, facts }) => facts?.parentImage?.id ?? outline.facts.parentImage,
  kernel: ({ outline }) => outline.facts.kernel,
  parallelCluster: ({ outline }) => outline.facts.version,
  cookbook: ({ outline }) => outline.facts.cookbookUrl ?? outline.facts.cookbook,
  cinc: ({ outline }) => outline.facts.cincUrl,
  operatingSystem: ({ outline }) => outline.facts.release ?? outline.facts.os,
  architecture: ({ outline }) => outline.facts.architecture,
  instanceType: ({ facts }) => facts?.instanceType,
}

/**
 * What is different in a build from another one: what it began with, the packages that it installed, its
 * configuration. Of what may explain the failure, most of all a package that the failing line names, stands first.
 */
export function compareFacts(here: ComparedBuild, there: ComparedBuild, cause?: Cause | null): Changes {
  const found: Change[] = []
  const same: ChangedFact[] = []
  const unknown: Changes['unknown'] = []
  for (const [fact, read] of Object.entries(inputs) as [ChangedFact, (typeof inputs)[ChangedFact]][]) {
    const [mine, theirs] = [read?.(here), read?.(there)]
    if (mine === undefined || theirs === undefined) {
      if (mine !== theirs || isAlwaysSaid(fact))
        unknown.push({
          fact,
          reason: whyUnknown(fact, mine === undefined ? here : there, mine === undefined),
        })
    } else if (mine === theirs) same.push(fact)
    else found.push({ fact, here: named(fact, mine, here), there: named(fact, theirs, there) })
  }
  found.push(...compareComponents(here.outline, there.outline))
  const [mine, theirs] = [here.facts?.configuration, there.facts?.configuration]
  const lines = mine !== undefined && theirs !== undefined ? diffLines(theirs, mine) : undefined
  const isConfigured = lines?.some(({ how }) => how !== 'same')
  if (isConfigured) found.push({ fact: 'configuration' })
  else if (lines) same.push('configuration')
  else unknown.push(unknownConfiguration(here, there))
  const packages = comparePackages(here.outline, there.outline)
  if (!here.outline.packages && !there.outline.packages)
    unknown.push({ fact: 'package', reason: 'Neither log names packages with versions.' })
  else if (packages.length === 0) same.push('package')
  const judged = [...packages, ...found].map((change) => withReason(change, cause))
  const isSuspect = ({ because }: Change) => because !== undefined
  return {
    suspects: judged.filter(isSuspect),
    inputs: judged.filter((change) => change.fact !== 'package' && !isSuspect(change)),
    packages: judged.filter((change) => change.fact === 'package' && !isSuspect(change)),
    ...(isConfigured && lines && { configuration: lines }),
    same,
    unknown,
  }
}

function withReason(change: Change, cause: Cause | null | undefined): Change {
  const because = cause ? suspicionOf(change, cause) : undefined
  return because === undefined ? change : { ...change, because }
}

/** Of these it is told that they are not known, of the others only where one of the two builds tells. */
const isAlwaysSaid = (fact: ChangedFact) => fact === 'parentImage' || fact === 'kernel'

function whyUnknown(fact: ChangedFact, build: ComparedBuild, isHere: boolean): string {
  const told = build.facts?.unknown.find((each) => each.fact === fact)?.reason
  if (told) return told
  return isHere ? 'This build’s log does not name it.' : 'The other build’s log does not name it.'
}

function unknownConfiguration(here: ComparedBuild, there: ComparedBuild): Changes['unknown'][number] {
  const isHere = here.facts?.configuration === undefined
  const build = isHere ? here : there
  const reason = build.facts?.unknown.find(({ fact }) => fact === 'configuration')?.reason
  return {
    fact: 'configuration',
    reason: reason ?? `${isHere ? 'This' : 'The other'} build’s configuration could not be read.`,
  }
}

/** An AMI with its name and the day it was made. */
function named(fact: ChangedFact, value: string, { facts }: ComparedBuild): string {
  const { name, creationTime } = (fact === 'parentImage' && facts?.parentImage) || {}
  return [value, name, creationTime?.slice(0, 10)].filter(Boolean).join(' · ')
}

/** Components of ParallelCluster's own carry its version, which is compared by itself. */
function compareComponents(here: Outline, there: Outline): Change[] {
  if (!here.components || !there.components) return []
  const theirs = new Map(there.components.map(({ name, version }) => [name, version]))
  const changes: Change[] = []
  for (const { name, version } of here.components) {
    const isKnown = theirs.has(name)
    const before = theirs.get(name)
    theirs.delete(name)
    if (isKnown && (before === version || name.startsWith('parallelclusterimage'))) continue
    changes.push({
      fact: 'component',
      name,
      here: version ?? '',
      ...(isKnown && { there: before ?? '' }),
    })
  }
  for (const [name, version] of theirs) changes.push({ fact: 'component', name, there: version ?? '' })
  return changes
}
