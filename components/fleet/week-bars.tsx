import type { FailureGroup } from '@/lib/images/fleet/failure-groups'
import { weekOf } from '@/lib/images/fleet/failure-groups'

const week = 7 * 86_400_000
/** More bars than these are too thin to tell apart. */
const most = 26

/** The weeks every group's bars stand for, oldest first: those of the period, or since the oldest that was seen. */
export function weeksShown(
  groups: readonly FailureGroup[],
  days: number | undefined,
  now = Date.now(),
): string[] {
  const firsts = groups.map(({ firstSeen }) => Date.parse(firstSeen))
  const since = days === undefined ? Math.min(now, ...firsts) : now - days * 86_400_000
  const oldest = Math.max(since, now - (most - 1) * week)
  const weeks: string[] = []
  for (let at = Date.parse(weekOf(oldest)); at <= now; at += week) weeks.push(weekOf(at))
  return weeks
}

const height = 24
/** One build alone is no peak. */
const leastPeak = 3

/** A bar per week, as high as its builds against the group's fullest week. */
export function WeekBars({ group, weeks }: { group: FailureGroup; weeks: readonly string[] }) {
  const builds = new Map(group.weeks.map((each) => [each.week, each.builds]))
  const fullest = Math.max(leastPeak, ...weeks.map((each) => builds.get(each) ?? 0))
  return (
    <span
      role="img"
      aria-label={`Builds per week since ${weeks[0]}: ${weeks.map((each) => builds.get(each) ?? 0).join(', ')}`}
      className="flex items-end gap-px max-md:max-w-60"
      style={{ height }}
    >
      {weeks.map((each) => {
        const n = builds.get(each) ?? 0
        return (
          <span
            key={each}
            title={`Week of ${each}: ${n} ${n === 1 ? 'build' : 'builds'}`}
            className={`min-w-[3px] flex-1 rounded-t-[1px] ${n > 0 ? 'bg-bad' : 'bg-line'}`}
            style={{ height: n > 0 ? Math.max(5, (n / fullest) * height) : 1 }}
          />
        )
      })}
    </span>
  )
}
