const DAY_LENGTH = '2022-03-29T'.length
/** How long a time of CloudWatch's export is. */
export const TIME_LENGTH = '2022-03-29T20:29:24.775Z'.length
const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(?: |$)/
const HOUR = 3_600_000
const MINUTE = 60_000

const decoder = new TextDecoder()

/** Whether a line is one of CloudWatch's export: `2022-03-29T20:29:24.775Z <message>`. */
export const isExportedLine = (line: string): boolean => SHAPE.test(line)

/**
 * Reads the times that begin lines of CloudWatch's export. A log has half a million of them and a handful of days: a
 * day is read as a date once, and the time within it from its digits.
 */
export class ExportedTimes {
  #day = new Uint8Array(0)
  #dayStart = 0

  /** The time in epoch milliseconds that the line between two places begins with; undefined when it begins with none. */
  read(bytes: Uint8Array, start: number, end: number): number | undefined {
    const zone = start + TIME_LENGTH - 1
    if (zone >= end || bytes[zone] !== 0x5a || bytes[start + DAY_LENGTH - 1] !== 0x54) return undefined
    return this.#ofKnownDay(bytes, start, end) ?? this.#ofDate(bytes, start, end)
  }

  #ofKnownDay(bytes: Uint8Array, start: number, end: number): number | undefined {
    const day = this.#day
    if (day.length === 0) return undefined
    for (let at = day.length - 1; at >= 0; at--) if (bytes[start + at] !== day[at]) return undefined
    const at = start + DAY_LENGTH
    const after = start + TIME_LENGTH
    if (bytes[at + 2] !== 0x3a || bytes[at + 5] !== 0x3a || bytes[at + 8] !== 0x2e) return undefined
    if (after < end && bytes[after] !== 0x20) return undefined
    const hour = twoDigits(bytes, at)
    const minute = twoDigits(bytes, at + 3)
    const second = twoDigits(bytes, at + 6)
    const tenths = twoDigits(bytes, at + 9)
    const last = digit(bytes, at + 11)
    // What is no time of a day is left to Date.
    if (!(hour < 24 && minute < 60 && second < 60 && tenths < 100 && last < 10)) return undefined
    return this.#dayStart + hour * HOUR + minute * MINUTE + second * 1000 + tenths * 10 + last
  }

  #ofDate(bytes: Uint8Array, start: number, end: number): number | undefined {
    const text = decoder.decode(bytes.subarray(start, Math.min(end, start + TIME_LENGTH + 1)))
    if (!SHAPE.test(text)) return undefined
    const time = Date.parse(text.slice(0, TIME_LENGTH))
    if (Number.isNaN(time)) return undefined
    this.#day = bytes.slice(start, start + DAY_LENGTH)
    this.#dayStart = Date.parse(`${text.slice(0, DAY_LENGTH)}00:00:00.000Z`)
    return time
  }
}

/** 0 to 99; Infinity when one of them is no digit. */
const twoDigits = (bytes: Uint8Array, at: number): number => 10 * digit(bytes, at) + digit(bytes, at + 1)

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - 0x30
  return value >= 0 && value <= 9 ? value : Number.POSITIVE_INFINITY
}
