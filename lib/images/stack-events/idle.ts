/** A stretch of time, epoch milliseconds. */
export interface Stretch {
  from: number
  to: number
}

/**
 * The stretches of `whole` in which nothing happens and which take at least `share` of it: candidates for
 * drawing narrower than they are.
 */
export function idleStretches(moments: readonly number[], whole: Stretch, share = 0.1): Stretch[] {
  const least = (whole.to - whole.from) * share
  if (least <= 0) return []
  const inside = moments.filter((moment) => moment > whole.from && moment < whole.to)
  const edges = [whole.from, ...inside.toSorted((a, b) => a - b), whole.to]
  const idle: Stretch[] = []
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1]
    if (from !== undefined && to - from >= least) idle.push({ from, to })
  }
  return idle
}
