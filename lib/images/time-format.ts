/**
 * A moment in words that sort: `2026-11-21 03:54:52` (`.123` with `milliseconds`), with no zone name.
 * `local` is the reader's zone as the runtime knows it.
 */
export function formatTime(epochMs: number, zone: 'utc' | 'local', milliseconds = false): string {
  // ISO's own text of the moment, moved by the zone's offset: Intl takes many times as long, and every row needs one.
  const offset = zone === 'local' ? new Date(epochMs).getTimezoneOffset() * 60_000 : 0
  const text = new Date(epochMs - offset).toISOString().replace('T', ' ')
  return text.slice(0, milliseconds ? -1 : -5)
}

/** A moment of these days: `03:54:52 UTC`, `05:54:52 GMT+2`. */
export function clockTime(epochMs: number, zone: 'utc' | 'local'): string {
  return `${formatTime(epochMs, zone).slice(11)} ${zoneName(epochMs, zone)}`
}

/** The zone's short name at that moment: `UTC`, `GMT+2`. */
export function zoneName(epochMs: number, zone: 'utc' | 'local'): string {
  if (zone === 'utc') return 'UTC'
  const offset = new Date(epochMs).getTimezoneOffset()
  const known = localNames.get(offset)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(epochMs)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'local'
  localNames.set(offset, name)
  return name
}

/** By offset, which is what a zone's names tell apart: asking Intl for each row costs about as much as drawing it. */
const localNames = new Map<number, string>()

/** A length of time in at most two units: `0 s`, `850 ms`, `42 s`, `7 min 5 s`, `1 h 2 min`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds))
  if (ms > 0 && ms < 1000) return `${ms} ms`
  const seconds = Math.floor(ms / 1000)
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const first = units.findIndex(([count]) => count > 0)
  if (first < 0) return '0 s'
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** A length of time that is a guess, no finer than one is: `42 s`, `5 min`, `1 h 2 min`. */
export function formatEstimate(milliseconds: number): string {
  return formatDuration(milliseconds < 120_000 ? milliseconds : Math.round(milliseconds / 60_000) * 60_000)
}

/** How long ago, coarsely, in one unit: `just now`, `5 min ago`, `2 h ago`, `3 d ago`. */
export function formatAgo(milliseconds: number): string {
  if (milliseconds < 60_000) return 'just now'
  return `${formatDuration(milliseconds).split(' ').slice(0, 2).join(' ')} ago`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day in words, in UTC: `May 12`; of another year than `now`’s, `May 12, 2025`. */
export function formatDay(epochMs: number, now: number): string {
  const day = new Date(epochMs)
  const words = `${months[day.getUTCMonth()]} ${day.getUTCDate()}`
  const year = day.getUTCFullYear()
  return year === new Date(now).getUTCFullYear() ? words : `${words}, ${year}`
}
