import type { EventAnchor } from '../log-events/anchor'
import type { LogEvent } from '../schemas'
import type { FoundLog, SearchHit } from './found-log'
import { linesOfMessage } from './hits-of-message'

/** How many hits of the log before this one are told by the same time and text: which of several equal events it is. */
export const equalsBefore = ({ hits }: FoundLog, hit: SearchHit): number =>
  hits
    .slice(0, hits.indexOf(hit))
    .filter(
      ({ timestamp, line, text }) => timestamp === hit.timestamp && line === hit.line && text === hit.text,
    ).length

/**
 * The event that a hit is of: Insights tells an event's time and text, not its place within the millisecond.
 * @param events all events of the hit's millisecond, in the log's order
 * @param nth which of several equal ones, from 0
 */
export function anchorOfHit(
  { timestamp, line, text }: SearchHit,
  events: readonly LogEvent[],
  nth: number,
): EventAnchor {
  const part = text.replace(/^…|…$/g, '')
  const equal = events
    .filter((event) => event.timestamp === timestamp)
    .flatMap(({ message }, ordinal) =>
      linesOfMessage(message, false)[line]?.includes(part) ? [ordinal] : [],
    )
  return { timestamp: Date.parse(timestamp), ordinal: equal[nth] ?? equal[0] ?? 0 }
}
