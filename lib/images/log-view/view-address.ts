import { createLoader, createSerializer } from 'nuqs/server'
import { logStreamHref } from '../addresses'
import { type AnchorRange, type EventAnchor, formatAnchor, formatAt } from '../log-events/anchor'
import type { Bookmark } from '../log-events/bookmarks'
import type { FindQuery } from '../log-events/find-query'
import { logViewKeys, logViewParams } from './view-params'

/** Which stream is read, and where it lies. */
export type StreamAddress = {
  readonly imageId: string
  readonly logStreamName: string
  readonly region: string | undefined
  readonly account: string | undefined
}

/** Epoch milliseconds, `endTime` excluded; `null`: no bound. */
export type Range = { readonly startTime: number | null; readonly endTime: number | null }

/** What the address says of the view: which part of the log, what is looked for, which lines are marked. */
export type ViewAddress = {
  readonly range: Range
  readonly at: AnchorRange | null
  /** Which line of the event that `at` names, from 0. */
  readonly line: number | null
  readonly query: FindQuery
  /** Lines around each match when only matches are shown; `null`: everything is. */
  readonly only: number | null
  /** The event that times count from. */
  readonly reference: EventAnchor | null
  readonly bookmarks: readonly Bookmark[]
  /** Times of the address that are none: they are said, not passed over. */
  readonly unread: readonly { readonly name: string; readonly text: string }[]
}

const load = createLoader(logViewParams, { urlKeys: logViewKeys })
const serialize = createSerializer(logViewParams, { urlKeys: logViewKeys })

/**
 * Reads an address's query. What cannot be read counts as absent. Parts that say the same as those of `before` are the
 * very same values, so that nothing is drawn or opened anew for them.
 */
export function readAddress(search: string, before?: ViewAddress): ViewAddress {
  const params = new URLSearchParams(search)
  const { startTime, endTime, text, matchCase, wholeWord, regularExpression, ...rest } = load(params)
  const times = { startTime, endTime, at: rest.at, ref: rest.reference }
  const read: ViewAddress = {
    ...rest,
    range: { startTime, endTime },
    query: { text, matchCase, wholeWord, regularExpression },
    unread: Object.entries(times).flatMap(([name, time]) => {
      const text = params.get(name)
      return text && time === null ? [{ name, text: text.slice(0, 100) }] : []
    }),
  }
  if (!before) return read
  const kept = <Name extends keyof ViewAddress>(name: Name) =>
    JSON.stringify(before[name]) === JSON.stringify(read[name]) ? before[name] : read[name]
  return {
    range: kept('range'),
    at: kept('at'),
    line: kept('line'),
    query: kept('query'),
    only: kept('only'),
    reference: kept('reference'),
    bookmarks: kept('bookmarks'),
    unread: kept('unread'),
  }
}

/** The query that says `address`, with whatever else stands in `search`. */
export function writeAddress(search: string, { range, query, unread: _, ...rest }: ViewAddress): string {
  return serialize(new URLSearchParams(search), { ...range, ...query, ...rest })
}

export const isBounded = ({ range }: ViewAddress) => range.startTime !== null || range.endTime !== null

/** Whether it is a time range, and not the log itself, that ends there. */
export const isBoundedAt = ({ range }: ViewAddress, side: 'older' | 'newer') =>
  (side === 'older' ? range.startTime : range.endTime) !== null

export const wholeLog: Range = { startTime: null, endTime: null }

/** A link to lines of this log as it is shown: within the same time range. Next puts the base path in front. */
export function lineHref(
  { imageId, logStreamName, region, account }: StreamAddress,
  { startTime, endTime }: Range,
  anchor: EventAnchor | AnchorRange,
  line?: number | null,
): string {
  return logStreamHref(imageId, logStreamName, {
    region,
    account,
    startTime: iso(startTime),
    endTime: iso(endTime),
    at: 'from' in anchor ? formatAt(anchor) : formatAnchor(anchor),
    line: line ? String(line + 1) : undefined,
  })
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
