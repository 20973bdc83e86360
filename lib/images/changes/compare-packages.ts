import type { Outline, OutlinePackage } from '../build-log/outline-schema'
import type { Change } from './changes'

/** A kernel's packages carry its release in their names; releases of one package are compared all the same. */
const keyOf = ({ manager, name }: OutlinePackage) =>
  `${manager === 'rpm' || manager === 'deb' ? 'chef' : manager} ${name.replace(/\d{1,4}\.\d{1,4}\.\d{1,5}(?:-\d{1,6}){0,3}/g, '‹release›')}`

/**
 * Packages that a build installed in another version than the other build, or that only it installed. What only the
 * other one installed counts where this build came to its end: a failed one may just not have come so far.
 */
export function comparePackages(here: Outline, there: Outline): Change[] {
  const theirs = new Map((there.packages ?? []).map((each) => [keyOf(each), each]))
  const changes: Change[] = []
  const seen = new Set<string>()
  for (const each of here.packages ?? []) {
    const key = keyOf(each)
    seen.add(key)
    const other = theirs.get(key)
    if (other && other.version === each.version && other.name === each.name) continue
    // What it replaced tells what it was before, where the other log does not speak of it.
    const before = other ? versionOf(other, each) : each.from
    changes.push({
      fact: 'package',
      name: each.name,
      manager: each.manager,
      here: each.version,
      ...(before !== undefined && { there: before }),
      at: each.at,
    })
  }
  if (here.outcome === 'ok' || here.outcome === 'warning')
    for (const [key, { name, manager, version }] of theirs)
      if (!seen.has(key)) changes.push({ fact: 'package', name, manager, there: version })
  return changes
}

const versionOf = (other: OutlinePackage, here: OutlinePackage) =>
  other.name === here.name ? other.version : `${other.name} ${other.version}`
