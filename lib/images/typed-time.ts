import { parseIsoTime } from './iso-time'

const ago = /^now\s*-\s*(\d{1,6})\s*(s|m|min|h|d|w)$/i
const units = { s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * A moment as people write it, understood the same in the page's fields, in addresses and by the API: ISO 8601 (UTC
 * unless it has a zone), epoch seconds or milliseconds, `now`, `now-1h`.
 * @returns epoch milliseconds; null for anything else
 */
export function parseTypedTime(text: string, now = Date.now()): number | null {
  const typed = text.trim()
  if (/^now$/i.test(typed)) return now
  const [, count, unit] = ago.exec(typed) ?? []
  if (count && unit) return now - Number(count) * units[unit.toLowerCase() as keyof typeof units]
  // Ten digits are seconds, thirteen milliseconds; eight are a day, as ISO 8601 has it.
  if (/^\d{10}$/.test(typed)) return Number(typed) * 1000
  if (/^\d{13}$/.test(typed)) return Number(typed)
  return parseIsoTime(typed)
}
