import { parseIsoTime } from '../iso-time'

/**
 * One log event's name in an address. CloudWatch gives events no id here, so an event is the n-th (from 0) of
 * its millisecond in CloudWatch's order: that survives a growing log and tells equal timestamps apart.
 */
export type EventAnchor = {
  /** Epoch milliseconds. */
  readonly timestamp: number
  readonly ordinal: number
}

/** One event (`from` equals `to`) or all events between two, both included. */
export type AnchorRange = { readonly from: EventAnchor; readonly to: EventAnchor }

/** `2026-11-21T10:00:00.123Z` for the first event of its millisecond, `…Z~6` for the seventh. */
export function formatAnchor({ timestamp, ordinal }: EventAnchor): string {
  const time = new Date(timestamp).toISOString()
  return ordinal === 0 ? time : `${time}~${ordinal}`
}

/** `at=`'s value: one anchor, or two with `..` between them. */
export function formatAt({ from, to }: AnchorRange): string {
  return compareAnchors(from, to) === 0 ? formatAnchor(from) : `${formatAnchor(from)}..${formatAnchor(to)}`
}

/** Reads `at=`; what cannot be read counts as absent. A range written backwards is turned round. */
export function parseAt(text: string): AnchorRange | null {
  const ends = text.split('..')
  const from = parseAnchor(ends[0] ?? '')
  const to = ends.length === 1 ? from : parseAnchor(ends[1] ?? '')
  if (!from || !to || ends.length > 2) return null
  return compareAnchors(from, to) <= 0 ? { from, to } : { from: to, to: from }
}

export const compareAnchors = (a: EventAnchor, b: EventAnchor) =>
  a.timestamp - b.timestamp || a.ordinal - b.ordinal

/** Chats and mails take the full stop or bracket that follows a link into it. */
const clinging = /[.,;:!?)\]}>'"]{1,9}$/

function parseAnchor(text: string): EventAnchor | null {
  const [time = '', ordinal = '0', ...rest] = text.replace(clinging, '').split('~')
  const timestamp = parseIsoTime(time)
  if (timestamp === null || rest.length > 0 || !/^\d{1,9}$/.test(ordinal)) return null
  return { timestamp, ordinal: Number(ordinal) }
}
