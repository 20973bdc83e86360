import type { AwsCall } from '../wire/aws-call'
import { AwsError, validationText } from '../wire/aws-error'
import type { Region } from '../world'
import { uploadSequenceToken } from './describe-log-streams'
import { eventOverheadBytes } from './event-page'
import type { InputLogEvent } from './event-store'
import { findLogStream } from './find'

const batchBytes = 1_048_576
const hour = 3_600_000
const day = 24 * hour

/**
 * Writes a batch by AWS's rules: 1 to 10,000 events, 1 MiB, in order of time, within 24 hours. Events older than
 * 14 days or more than 2 hours ahead are rejected in the answer, the others are kept.
 */
export function putLogEvents(region: Region, { params }: AwsCall, now: number): unknown {
  const batch = readBatch(params.logEvents)
  const { events } = findLogStream(region, params)
  const tooOld = batch.filter(({ timestamp }) => timestamp < now - 14 * day).length
  const tooNew = batch.findIndex(({ timestamp }) => timestamp > now + 2 * hour)
  events.append(batch.slice(tooOld, tooNew === -1 ? undefined : tooNew), now)
  const rejected = {
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
  }
  return {
    nextSequenceToken: uploadSequenceToken(events.length),
    ...(Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {}),
  }
}

function readBatch(value: unknown): InputLogEvent[] {
  if (!Array.isArray(value)) throw invalid(validationText(undefined, 'logEvents', 'not be null'))
  if (value.length < 1)
    throw invalid(validationText('[]', 'logEvents', 'have length greater than or equal to 1'))
  if (value.length > 10_000) {
    throw invalid(validationText('[...]', 'logEvents', 'have length less than or equal to 10000'))
  }
  let bytes = 0
  const batch = value.map((item: unknown, i) => {
    const { timestamp, message } = item as { timestamp?: unknown; message?: unknown }
    const member = `logEvents.${i + 1}.member`
    if (typeof timestamp !== 'number')
      throw invalid(validationText(timestamp, `${member}.timestamp`, 'not be null'))
    if (timestamp < 0) {
      throw invalid(validationText(timestamp, `${member}.timestamp`, 'have value greater than or equal to 0'))
    }
    if (typeof message !== 'string')
      throw invalid(validationText(message, `${member}.message`, 'not be null'))
    if (message === '') {
      throw invalid(validationText('', `${member}.message`, 'have length greater than or equal to 1'))
    }
    const eventBytes = Buffer.byteLength(message) + eventOverheadBytes
    if (eventBytes > batchBytes) {
      throw invalid(`Log event too large: ${eventBytes} bytes exceeds limit of ${batchBytes}`)
    }
    bytes += eventBytes
    return { timestamp, message }
  })
  if (bytes > batchBytes) throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${batchBytes}`)
  if (batch.some((event, i) => event.timestamp < (batch[i - 1]?.timestamp ?? 0))) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.')
  }
  if ((batch.at(-1)?.timestamp ?? 0) - (batch[0]?.timestamp ?? 0) > day) {
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.')
  }
  return batch
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message)
}
