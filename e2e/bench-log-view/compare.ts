import type { Browser } from '@playwright/test'
import { median, megabytes, ms, percentile } from './figures'
import { heap, open, wheel } from './in-browser'
import type { Viewer } from './viewers'

/** What one viewer did with one log, once. Milliseconds, bytes, pixels. */
type Measured = {
  firstLine: number
  p50: number
  p95: number
  max: number
  frames: number
  blank: number | undefined
  rows: number
  longestTask: number
  heap: number
}

/** … or how it ended. */
export type Round = Measured | { failed: string }

/** Opens, lets settle, wheels, collects garbage and weighs. */
export async function measure(
  browser: Browser,
  viewer: Viewer,
  lines: number,
  seconds: number,
): Promise<Round> {
  try {
    const opened = await open(browser, viewer, viewer.address(lines))
    try {
      // What is asked after the lines (this app's outline makes its server read the whole log) is no part of wheeling.
      await opened.page.waitForTimeout(3_000)
      await opened.page.waitForLoadState('networkidle', { timeout: 60_000 })
      const { frames, blank, rows, longTasks } = await wheel(opened, viewer, seconds)
      return {
        firstLine: opened.firstLine,
        p50: percentile(frames, 0.5),
        p95: percentile(frames, 0.95),
        max: Math.max(...frames),
        frames: frames.length,
        blank: viewer.row ? blank : undefined,
        rows,
        longestTask: Math.max(0, ...longTasks),
        heap: await heap(opened),
      }
    } finally {
      await opened.close()
    }
  } catch (error) {
    return { failed: error instanceof Error && error.message === 'crashed' ? 'crashed' : String(error) }
  }
}

/** One row of the table: medians of the rounds, the worst where one is too many. */
export function row(rounds: readonly Round[]): Record<string, string | number> {
  const good: Measured[] = []
  for (const round of rounds) {
    if ('failed' in round) return { 'first line': round.failed }
    good.push(round)
  }
  const middle = (of: (round: Measured) => number) => median(good.map(of))
  const most = (of: (round: Measured) => number) => Math.max(...good.map(of))
  return {
    'first line': ms(middle(({ firstLine }) => firstLine)),
    'frame p50': ms(middle(({ p50 }) => p50)),
    'frame p95': ms(middle(({ p95 }) => p95)),
    'frame max': ms(middle(({ max }) => max)),
    'blank frames': good[0]?.blank === undefined ? 'not looked for' : most(({ blank }) => blank ?? 0),
    frames: middle(({ frames }) => frames),
    'DOM rows': most(({ rows }) => rows),
    'longest task': ms(most(({ longestTask }) => longestTask)),
    heap: megabytes(middle(({ heap }) => heap)),
  }
}
