import type { RowView } from '@/lib/images/log-events/row-view'
import type { LogListHandle } from './log-list'

/** The time range of the lines on the screen, epoch milliseconds, `endTime` excluded; `undefined` when there are none. */
export function timesInView(
  { held, rows }: RowView,
  top: number,
  list: LogListHandle | null,
): { startTime: number; endTime: number } | undefined {
  const last = Math.min(rows.count - 1, top + Math.ceil(list?.rowsThatFit() ?? 0) - 1)
  const timeOf = (row: number) => held.timestamps[rows.event[row] ?? -1]
  const [startTime, end] = [timeOf(Math.min(top, last)), timeOf(last)]
  return startTime === undefined || end === undefined ? undefined : { startTime, endTime: end + 1 }
}
