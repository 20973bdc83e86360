import { formatTime } from '../time-format'

/** A tick's words: the time of day as fine as the ticks are, with the day where a new one begins. */
export function tickLabel(
  time: number,
  before: number | undefined,
  apart: number,
  zone: 'utc' | 'local',
): string {
  const text = formatTime(time, zone)
  const day = text.slice(0, 10)
  if (apart >= 86_400_000) return day
  const clock = apart < 60_000 ? text.slice(11) : text.slice(11, 16)
  const newDay = before === undefined || formatTime(before, zone).slice(0, 10) !== day
  return newDay ? `${day.slice(5)} ${clock}` : clock
}
