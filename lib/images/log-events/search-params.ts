import { createParser, parseAsBoolean, parseAsInteger, parseAsString } from 'nuqs'
import { type AnchorRange, formatAt, parseAt } from './anchor'

/** `at=`: an event or a range of events. */
export const parseAsAt = createParser<AnchorRange>({
  parse: parseAt,
  serialize: formatAt,
  eq: (a, b) => formatAt(a) === formatAt(b),
})

/** Epoch milliseconds, written as ISO 8601 in UTC. */
export const parseAsTime = createParser<number>({
  parse: (text) => {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : time
  },
  serialize: (time) => new Date(time).toISOString(),
})

/** Everything of the log view that belongs into its address. What cannot be read counts as absent. */
export const logViewParams = {
  startTime: parseAsTime,
  endTime: parseAsTime,
  at: parseAsAt,
  text: parseAsString.withDefault(''),
  matchCase: parseAsBoolean.withDefault(false),
  wholeWord: parseAsBoolean.withDefault(false),
  regularExpression: parseAsBoolean.withDefault(false),
  /** Only matching lines, with this many lines around each. */
  only: parseAsInteger,
}

/** What find's parameters are called in the address. */
export const logViewKeys = {
  text: 'q',
  matchCase: 'case',
  wholeWord: 'word',
  regularExpression: 'regex',
} as const
