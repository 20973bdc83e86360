import { parseTypedTime } from '../typed-time'

type Extent = { readonly start: number; readonly end: number }

const clock = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?$/

/** A log longer than this many days is not searched for the day of a bare clock time. */
const mostDays = 60

/**
 * The moment somebody typed: as an address has it (see typed-time.ts), or a clock time like `13:42` in `zone`,
 * which means the first such time within the log, else the one nearest to it. `local` in front makes either the reader's
 * own time. `undefined`: not a time.
 */
export function momentOf(text: string, extent: Extent, zone: 'utc' | 'local'): number | undefined {
  const typed = text.trim()
  const [, local] = /^local\s(.{1,60})$/i.exec(typed) ?? []
  if (local !== undefined) return clock.test(local) ? momentOf(local, extent, 'local') : localTime(local)
  const [, hours, minutes, seconds = '0', fraction = ''] = clock.exec(typed) ?? []
  if (hours === undefined) return parseTypedTime(typed) ?? undefined
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

/** ISO 8601 without a zone, taken for the reader's own. */
function localTime(text: string): number | undefined {
  const written = text.replace(' ', 'T')
  const isWithoutZone = parseTypedTime(`${written}${written.includes('T') ? 'Z' : ''}`) !== null
  const time = isWithoutZone ? Date.parse(written.includes('T') ? written : `${written}T00:00`) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

type ClockTime = readonly [hours: number, minutes: number, seconds: number, milliseconds: number]

const onDayUtc = (first: Date, day: number, time: ClockTime) =>
  Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate() + day, ...time)

const onDayLocal = (first: Date, day: number, time: ClockTime) =>
  new Date(first.getFullYear(), first.getMonth(), first.getDate() + day, ...time).getTime()
