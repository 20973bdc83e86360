import type { ImageDescription, StackEvent } from '../schemas'
import type { EventStore } from './event-store'

/** What a file turned out to hold. */
export type Contents =
  | {
      kind: 'log'
      /** By log stream; one key is `undefined` where the file does not name its streams. */
      streams: Map<string | undefined, EventStore>
      /** Whether the events have times of their own. Without, a time is the line's number. */
      timed: boolean
    }
  | { kind: 'stackEvents'; events: StackEvent[] }
  | { kind: 'description'; description: ImageDescription }
  | { kind: 'other'; message: string }
