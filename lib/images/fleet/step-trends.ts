import type { FamilyBuild, StepTook } from './family-builds'

/** One step over a family's builds. */
export type StepTrend = {
  component: string
  name: string
  /** What it took in each build, in their order, milliseconds; undefined where it did not run or nobody knows. */
  took: (number | undefined)[]
  /** The median of the good builds'; undefined without any. */
  usual: number | undefined
}

const keyOf = ({ component, name }: StepTook) => `${component} ${name}`

/**
 * How long the steps took over a family's builds: those that took longest, in the order of what is usual.
 * @param builds in the order that `took` is to have
 */
export function stepTrends(builds: readonly FamilyBuild[], most: number): StepTrend[] {
  const known = builds.map(({ log }) => new Map(log?.steps.map((step) => [keyOf(step), step])))
  const steps = new Map(known.flatMap((each) => [...each]))
  const trends = [...steps].map(([key, { component, name }]) => {
    const took = known.map((each) => each.get(key)?.took)
    return {
      component,
      name,
      took,
      usual: median(took.filter((_, index) => builds[index]?.outcome === 'good')),
    }
  })
  const longest = (trend: StepTrend) => Math.max(0, ...trend.took.map((each) => each ?? 0))
  return trends
    .sort((a, b) => longest(b) - longest(a))
    .slice(0, most)
    .sort((a, b) => (b.usual ?? longest(b)) - (a.usual ?? longest(a)))
}

/** A build that took much longer than its family's good ones, and where the time went. */
export type SlowBuild = { took: number; usual: number; step: { name: string; took: number; usual: number } }

/** Fewer builds do not tell what is usual. */
const leastBuilds = 3
const muchLonger = 1.25
const leastLongerMs = 3 * 60_000

/**
 * Whether a build took much longer than usual, and in which step: the one that took the most time more than it does.
 * Undefined where it did not, or too few builds are known.
 * @param others the family's other builds; only good ones count
 */
export function slowerThanUsual(here: FamilyBuild, others: readonly FamilyBuild[]): SlowBuild | undefined {
  const good = others.filter(({ outcome, log }) => outcome === 'good' && log !== undefined)
  const usual = median(good.map(({ log }) => log?.took))
  const took = here.log?.took
  if (good.length < leastBuilds || usual === undefined || took === undefined) return undefined
  if (here.outcome === 'good' && (took < usual * muchLonger || took - usual < leastLongerMs)) return undefined
  // A failed build ends early: a step of it may have been slow all the same.
  const slower = (here.log?.steps ?? []).flatMap((step) => {
    const before = median(good.map(({ log }) => log?.steps.find((each) => keyOf(each) === keyOf(step))?.took))
    return before !== undefined && step.took >= before * muchLonger && step.took - before >= leastLongerMs
      ? [{ name: step.name, took: step.took, usual: before }]
      : []
  })
  const [step] = slower.sort((a, b) => b.took - b.usual - (a.took - a.usual))
  return step && { took, usual, step }
}

/** Undefined without any. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  const middle = Math.floor(known.length / 2)
  const [below, above] = [known[middle - 1], known[middle]]
  if (above === undefined) return undefined
  return known.length % 2 === 1 || below === undefined ? above : (below + above) / 2
}
