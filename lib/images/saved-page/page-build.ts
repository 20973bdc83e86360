import type { ImageExplanation } from '../build-log/operations'
import type { Outline } from '../build-log/outline-schema'
import type { ImageDescription, StackEvent } from '../schemas'

/** A part of the log around lines that somebody marked. */
export type Excerpt = {
  /** In the log's order. */
  events: readonly { timestamp: string; message: string; mark?: Mark }[]
}

/** Which lines of an event are marked, from 0; absent means its first. */
export type Mark = { lines: readonly number[]; note: string }

/** All that a saved page tells of a build. What is absent is left out of the page, never guessed. */
export type PageBuild = {
  image: ImageDescription
  logStreamName?: string | undefined
  explanation?: ImageExplanation | undefined
  outline?: Outline | undefined
  excerpts: readonly Excerpt[]
  /** Newest first. */
  stackEvents?: readonly StackEvent[] | undefined
  /** What could not be read, a sentence each. */
  unread: readonly string[]
  savedAt: Date
}
