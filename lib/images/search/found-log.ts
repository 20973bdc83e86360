import { z } from 'zod'

/** One line that matches, shown by its text and named so that the log opens at it. */
export const searchHit = z.object({
  timestamp: z.iso.datetime({ precision: 3 }),
  /** The event's place among those of its millisecond, from 0; absent where only the log itself tells. */
  ordinal: z.number().optional(),
  /** The displayed line's place within the event, from 0. */
  line: z.number(),
  /** The line, or the part of it around its first match. */
  text: z.string(),
  /** Where `text` matches, as pairs of start and end in UTF-16 units. */
  marks: z.array(z.array(z.number())),
})
export type SearchHit = z.infer<typeof searchHit>

/** What was found in one log stream, which is one build's. */
export const foundLog = z.object({
  imageId: z.string(),
  logStreamName: z.string(),
  /** How many lines match. */
  total: z.number(),
  /** The first of them. */
  hits: z.array(searchHit),
  /** The log's address shows another build of the image's name by now. */
  isHidden: z.literal(true).optional(),
})
export type FoundLog = z.infer<typeof foundLog>

/** Tells logs apart in lists. */
export const logKeyOf = ({ imageId, logStreamName, hits }: FoundLog): string =>
  JSON.stringify([imageId, logStreamName, hits[0]?.timestamp])

/** The newest first, by their first hit. */
export const newestFound = (logs: readonly FoundLog[]): FoundLog[] =>
  logs.toSorted((a, b) => (b.hits[0]?.timestamp ?? '').localeCompare(a.hits[0]?.timestamp ?? ''))
