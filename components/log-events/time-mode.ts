import { formatTime } from '@/lib/images/time-format'

/** What a reader may like in front of each line. */
export type ChosenTimeMode = 'off' | 'utc' | 'local' | 'start'

/** What stands there: a reference line goes before the reader's preference. */
export type TimeMode = ChosenTimeMode | 'reference'

export const timeModes: readonly { value: ChosenTimeMode; label: string }[] = [
  { value: 'utc', label: 'UTC' },
  { value: 'local', label: 'Local time' },
  { value: 'start', label: 'Since start' },
  { value: 'off', label: 'No times' },
]

/** `10:00:00.123`; `+0:12:34.567` since the log's start, `+12:34` since a reference line; nothing when times are off. */
export function formatLineTime(timestamp: number, mode: TimeMode, start: number): string {
  if (mode === 'off') return ''
  if (mode === 'reference') return formatSince(timestamp - start)
  if (mode === 'start') return formatElapsed(timestamp - start)
  return formatTime(timestamp, mode, true).slice(11)
}

/**
 * The same where the day or the clock is another one than at the line before: `22 Nov 00:00`, `02:00 +01:00`. Without,
 * an hour that comes twice when clocks are put back could not be told from itself.
 */
export function formatTurn(timestamp: number, before: number, mode: TimeMode): string | undefined {
  if (mode !== 'utc' && mode !== 'local') return undefined
  const [text, last] = [formatTime(timestamp, mode), formatTime(before, mode)]
  const clock = text.slice(11, 16)
  if (mode === 'local' && offsetOf(timestamp) !== offsetOf(before)) return `${clock} ${offsetText(timestamp)}`
  if (text.slice(0, 10) === last.slice(0, 10)) return undefined
  const [, month = '', day = ''] = text.slice(0, 10).split('-')
  return `${day} ${months[Number(month) - 1]} ${clock}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const offsetOf = (timestamp: number) => -new Date(timestamp).getTimezoneOffset()

function offsetText(timestamp: number): string {
  const offset = offsetOf(timestamp)
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}

export function formatElapsed(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '+'
  const ms = Math.abs(milliseconds)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`
  return `${sign}${clock}.${String(ms % 1000).padStart(3, '0')}`
}

/** `+3:20`, `-1:02:05.250`, `0:00`: minutes and seconds, what is zero beside them left out. */
function formatSince(milliseconds: number): string {
  const [hours = '', minutes = '', rest = ''] = formatElapsed(milliseconds).slice(1).split(':')
  const sign = milliseconds === 0 ? '' : milliseconds < 0 ? '-' : '+'
  const seconds = rest.replace(/\.000$/, '')
  return hours === '0' ? `${sign}${Number(minutes)}:${seconds}` : `${sign}${hours}:${minutes}:${seconds}`
}
