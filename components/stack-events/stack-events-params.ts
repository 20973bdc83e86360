import { parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from 'nuqs'

/** The view's state as its address holds it; what cannot be read counts as absent. */
export const stackEventsParams = {
  /** The eventId of the event shown in full. */
  event: parseAsString,
  /** The attempt: a stack's ARN. */
  stackId: parseAsString,
  view: parseAsStringLiteral(['timeline', 'table']).withDefault('timeline'),
  /** What the table is searched for. */
  q: parseAsString.withDefault(''),
  /** The stretch of the clock in view; absent: all of it. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  idle: parseAsStringLiteral(['drawn', 'collapsed']).withDefault('drawn'),
}
