import { getJson } from '@/lib/get-json'
import type { NamedScope } from '@/lib/images/addresses'
import type { ImageLogEvents } from '@/lib/images/schemas'
import type { EventColumns } from './held-log'

/** What one GetLogEvents call asks. Times are epoch milliseconds; `endTime` is excluded. */
export type PageRequest = {
  startFromHead: boolean
  startTime?: number | undefined
  endTime?: number | undefined
  nextToken?: string | undefined
  limit: number
  signal: AbortSignal
}

export type LogPage = {
  readonly events: EventColumns
  readonly nextToken: string | undefined
  readonly prevToken: string | undefined
}

/** Reads one page of one log stream. Throws ApiError. */
export type ReadPage = (request: PageRequest) => Promise<LogPage>

/** A stream's pages through our own API. */
export function logSource(imageId: string, logStreamName: string, scope: NamedScope): ReadPage {
  const path = `/v3/images/custom/${encodeURIComponent(imageId)}/logstreams/${encodeURIComponent(logStreamName)}`
  return async ({ signal, startFromHead, startTime, endTime, nextToken, limit }) => {
    const page = await getJson<ImageLogEvents>(path, {
      signal,
      searchParams: {
        region: scope.region,
        account: scope.account,
        startFromHead: String(startFromHead),
        startTime: isoTime(startTime),
        endTime: isoTime(endTime),
        nextToken,
        limit: String(limit),
      },
    })
    return { events: columnsOf(page), nextToken: page.nextToken, prevToken: page.prevToken }
  }
}

function columnsOf({ events }: ImageLogEvents): EventColumns {
  const timestamps = new Float64Array(events.length)
  const messages: string[] = new Array(events.length)
  events.forEach((event, index) => {
    timestamps[index] = Date.parse(event.timestamp)
    messages[index] = event.message
  })
  return { timestamps, messages }
}

const isoTime = (epochMs: number | undefined) =>
  epochMs === undefined ? undefined : new Date(epochMs).toISOString()
