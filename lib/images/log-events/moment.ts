import { parseIsoTime } from '../iso-time'

type Extent = { readonly start: number; readonly end: number }

const clock = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?$/

/** A log longer than this many days is not searched for the day of a bare clock time. */
const mostDays = 60

/**
 * The moment somebody typed: ISO 8601 (UTC unless an offset says otherwise), or a clock time like `13:42` in `zone`,
 * which means the first such time within the log, else the one nearest to it. `undefined`: not a time.
 */
export function momentOf(text: string, extent: Extent, zone: 'utc' | 'local'): number | undefined {
  const typed = text.trim()
  const [, hours, minutes, seconds = '0', fraction = ''] = clock.exec(typed) ?? []
  if (hours === undefined) return parseIsoTime(typed) ?? undefined
  if (Number(hours) > 23) return undefined
  const time = [Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0'))] as const
  let nearest: number | undefined
  const distance = (moment: number) => Math.max(extent.start - moment, moment - extent.end, 0)
  const first = new Date(extent.start)
  for (let day = 0; day < mostDays; day++) {
    const moment = zone === 'utc' ? onDayUtc(first, day, time) : onDayLocal(first, day, time)
    if (nearest === undefined || distance(moment) < distance(nearest)) nearest = moment
    if (moment > extent.end || distance(nearest) === 0) break
  }
  return nearest
}

type ClockTime = readonly [hours: number, minutes: number, seconds: number, milliseconds: number]

const onDayUtc = (first: Date, day: number, time: ClockTime) =>
  Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate() + day, ...time)

const onDayLocal = (first: Date, day: number, time: ClockTime) =>
  new Date(first.getFullYear(), first.getMonth(), first.getDate() + day, ...time).getTime()
