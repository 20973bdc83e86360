import 'server-only'

/** What one page of a log stream is asked for with. Times are epoch milliseconds: from `startTime` on, before `endTime`. */
export type LogEventsQuestion = {
  imageId: string
  logStreamName: string
  nextToken?: string
  startFromHead?: boolean
  limit?: number
  startTime?: number
  endTime?: number
}
