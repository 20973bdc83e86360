import { createParser, parseAsBoolean, parseAsString } from 'nuqs/server'
import { type AnchorRange, type EventAnchor, formatAnchor, formatAt, parseAt } from '../log-events/anchor'
import { type Bookmark, formatBookmarks, parseBookmarks } from '../log-events/bookmarks'
import { parseTypedTime } from '../typed-time'

/** `at=`: an event or a range of events. */
export const parseAsAt = createParser<AnchorRange>({
  parse: parseAt,
  serialize: formatAt,
  eq: (a, b) => formatAt(a) === formatAt(b),
})

const parseAsAnchor = createParser<EventAnchor>({
  parse: (text) => parseAt(text)?.from ?? null,
  serialize: formatAnchor,
  eq: (a, b) => formatAnchor(a) === formatAnchor(b),
})

const parseAsBookmarks = createParser<readonly Bookmark[]>({
  parse: parseBookmarks,
  serialize: formatBookmarks,
  eq: (a, b) => formatBookmarks(a) === formatBookmarks(b),
})

/** Epoch milliseconds, written as ISO 8601 in UTC; read as people write times. */
export const parseAsTime = createParser<number>({
  parse: (text) => parseTypedTime(text),
  serialize: (time) => new Date(time).toISOString(),
})

/** `line=`: a line of the event that `at` names, 1 for its first, since a step's whole stderr may be one event. */
export const parseAsLine = createParser<number>({
  parse: (text) => (/^[1-9]\d{0,6}$/.test(text) ? Number(text) - 1 : null),
  serialize: (line) => String(line + 1),
})

/** How many lines around each match can be chosen, when only matches are shown. */
export const contexts: readonly number[] = [0, 2, 5, 10]

export const usualContext = 2

/** `only=`: the lines around each match. Addresses may ask for other numbers than can be chosen, within reason. */
export const parseAsContext = createParser<number>({
  parse: (text) => (/^\d{1,3}$/.test(text) ? Math.min(Number(text), 100) : null),
  serialize: String,
})

/** Everything of the log view that belongs into its address. What cannot be read counts as absent. */
export const logViewParams = {
  startTime: parseAsTime,
  endTime: parseAsTime,
  at: parseAsAt,
  line: parseAsLine,
  text: parseAsString.withDefault(''),
  matchCase: parseAsBoolean.withDefault(false),
  wholeWord: parseAsBoolean.withDefault(false),
  regularExpression: parseAsBoolean.withDefault(false),
  /** Only matching lines, with this many lines around each. */
  only: parseAsContext,
  /** The event that times count from. */
  reference: parseAsAnchor,
  bookmarks: parseAsBookmarks.withDefault([]),
}

/** What find's parameters are called in the address. */
export const logViewKeys = {
  text: 'q',
  matchCase: 'case',
  wholeWord: 'word',
  regularExpression: 'regex',
  reference: 'ref',
} as const
