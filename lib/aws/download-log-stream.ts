import 'server-only'
import type { LogEvent } from '@/lib/images/schemas'
import { readLogStream } from './read-log-stream'
import type { Scope } from './scope'
import { streamAnswer } from './stream-answer'

type Question = {
  imageId: string
  logStreamName: string
  startTime?: number
  endTime?: number
  timestamps?: boolean
}

/**
 * A whole log stream as text: every event's message as AWS has it, byte for byte, each ended by a line feed;
 * with `timestamps` behind its time. Read from AWS only as fast as the caller takes it.
 * @throws ApiError before the first byte; later failures break the download off, so that it is not taken for whole
 */
export function downloadLogStream(
  scope: Scope,
  { timestamps = false, ...of }: Question,
  _deadline: AbortSignal,
  caller: AbortSignal,
): Promise<Response> {
  const asText = (events: LogEvent[]) => Buffer.from(toText(events, timestamps))
  return streamAnswer(readLogStream(scope, of, caller, asText), {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName(of)}"`,
    'x-content-type-options': 'nosniff',
  })
}

function toText(events: readonly LogEvent[], timestamps: boolean): string {
  return events
    .map(({ timestamp, message }) => (timestamps ? `${timestamp} ${message}\n` : `${message}\n`))
    .join('')
}

const fileName = ({ imageId, logStreamName }: Question) =>
  `${imageId}-${logStreamName.replace(/[^A-Za-z0-9.-]+/g, '-')}.log`
