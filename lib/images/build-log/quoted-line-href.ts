import { logStreamHref, type NamedScope } from '../addresses'
import { formatAnchor } from '../log-events/anchor'
import type { QuotedLine } from './outline-schema'

/** The address of a quoted line in its log: its event, and the line within it where the event has several. */
export function quotedLineHref(
  imageId: string,
  logStreamName: string,
  scope: NamedScope,
  { at, line }: QuotedLine,
): string | undefined {
  if (!at) return undefined
  return logStreamHref(imageId, logStreamName, {
    ...scope,
    at: formatAnchor(at),
    ...(line ? { line: String(line + 1) } : {}),
  })
}
