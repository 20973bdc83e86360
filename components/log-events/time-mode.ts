import { formatTime } from '@/lib/images/time-format'

/** What stands in front of each line. */
export type TimeMode = 'off' | 'utc' | 'local' | 'start'

export const timeModes: readonly { value: TimeMode; label: string }[] = [
  { value: 'utc', label: 'UTC' },
  { value: 'local', label: 'Local time' },
  { value: 'start', label: 'Since start' },
  { value: 'off', label: 'No times' },
]

/** `10:00:00.123`, or `+0:12:34.567` since the log's start; nothing when times are off. */
export function formatLineTime(timestamp: number, mode: TimeMode, start: number): string {
  if (mode === 'off') return ''
  if (mode === 'start') return formatElapsed(timestamp - start)
  return formatTime(timestamp, mode, true).slice(11)
}

export function formatElapsed(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '+'
  const ms = Math.abs(milliseconds)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`
  return `${sign}${clock}.${String(ms % 1000).padStart(3, '0')}`
}
