import type { ImageDescription, StackEvent } from '../schemas'
import type { EventStore } from './event-store'
import type { ArchiveProblem } from './problem'
import type { StoredExplanation } from './stored-explanation'

export type OpenedStream = {
  logStreamName: string
  store: EventStore
  /** Without times of its own, an event's time is its line's number. */
  timed: boolean
}

/** A build as files tell of it. */
export type OpenedBuild = {
  imageId: string
  streams: OpenedStream[]
  /** Newest first, as CloudFormation gives them. Absent: no file holds them. */
  stackEvents?: StackEvent[]
  /** What `pcluster describe-image` printed, where a file holds it. */
  description?: ImageDescription
  /** What was found out when the build was kept, where a file holds it. */
  explained?: StoredExplanation
  problems: ArchiveProblem[]
}
