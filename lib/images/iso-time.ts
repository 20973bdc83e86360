const isoTime =
  /^(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?([Zz]|[+\- ]\d\d(?::?\d\d)?)?)?$/

/**
 * Reads an ISO 8601 time as ParallelCluster's API accepts it: extended or basic form, `T` or a space, a zone or
 * none (then UTC), or a date alone. A space in front of the offset is the `+` that a browser's address lost.
 * @returns epoch milliseconds, fractions below one cut off; null for anything else, impossible dates included
 */
export function parseIsoTime(text: string): number | null {
  const match = isoTime.exec(text)
  if (!match) return null
  const [, year, month, day, basicMonth, basicDay, hour, minute, second, fraction, zone] = match
  const date = [Number(year), Number(month ?? basicMonth), Number(day ?? basicDay)] as const
  const clock = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) return null
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
  const utc = Date.UTC(date[0], date[1] - 1, date[2], ...clock, milliseconds)
  const offset = offsetMinutes(zone ?? 'Z')
  // Date.UTC moves 30 February to March; a date that moved was none. It also reads years 0–99 as 1900–1999.
  const read = new Date(utc)
  if (read.getUTCFullYear() !== date[0] || read.getUTCMonth() !== date[1] - 1 || offset === null) return null
  return utc - offset * 60_000
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 23 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const seconds = Array.from({ length: 60 }, (_, second) => `${String(second).padStart(2, '0')}.`)
const milliseconds = Array.from({ length: 1000 }, (_, ms) => `${String(ms).padStart(3, '0')}Z`)
let lastMinute = Number.NaN
let minuteText = ''

/**
 * `2022-04-05T15:51:20.000Z` for epoch milliseconds. Events of a log share their minutes, so the calendar is asked
 * once for each: a page of ten thousand takes half a millisecond, with toISOString thirteen.
 * @throws RangeError for what is no time
 */
export function formatIsoTime(epochMs: number): string {
  const time = Math.trunc(epochMs)
  const minute = Math.floor(time / 60_000)
  if (minute !== lastMinute) {
    minuteText = new Date(minute * 60_000).toISOString().slice(0, -'00.000Z'.length)
    lastMinute = minute
  }
  const within = time - minute * 60_000
  const second = Math.floor(within / 1000)
  return `${minuteText}${seconds[second]}${milliseconds[within - second * 1000]}`
}
