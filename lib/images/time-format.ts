const formats = {
  utc: formatter('UTC'),
  local: undefined as Intl.DateTimeFormat | undefined,
  // Making one costs about as much as drawing a row.
  zone: undefined as Intl.DateTimeFormat | undefined,
}

/**
 * A moment in words that sort: `2026-11-21 03:54:52` (`.123` with `milliseconds`), with no zone name.
 * `local` is the reader's zone as the runtime knows it.
 */
export function formatTime(epochMs: number, zone: 'utc' | 'local', milliseconds = false): string {
  if (zone === 'local') formats.local ??= formatter(undefined)
  const format = (zone === 'local' ? formats.local : undefined) ?? formats.utc
  const text = format.format(epochMs).replace(',', '.')
  return milliseconds ? text : text.slice(0, -4)
}

/** The zone's short name at that moment: `UTC`, `GMT+2`. */
export function zoneName(epochMs: number, zone: 'utc' | 'local'): string {
  if (zone === 'utc') return 'UTC'
  formats.zone ??= new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
  const parts = formats.zone.formatToParts(epochMs)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'local'
}

/** `sv-SE` writes ISO order; the cycle is named because `hour12: false` prints midnight as 24 in some engines. */
function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    ...(timeZone && { timeZone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  })
}

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

/** How long ago, coarsely, in one unit: `just now`, `5 min ago`, `2 h ago`, `3 d ago`. */
export function formatAgo(milliseconds: number): string {
  if (milliseconds < 60_000) return 'just now'
  return `${formatDuration(milliseconds).split(' ').slice(0, 2).join(' ')} ago`
}
