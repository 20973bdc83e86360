import 'server-only'
import {
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
  type OutputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs'
import { logGroupNameOf } from '@/lib/images/image-id'
import { formatIsoTime } from '@/lib/images/iso-time'
import type { LogEvent } from '@/lib/images/schemas'
import { withoutAbsent } from './absent'
import { type AwsFailure, toApiError, toAwsFailure } from './aws-failure'
import { callAws } from './call-aws'
import { logs } from './clients'
import { notFound } from './not-found'
import type { LogEventsQuestion } from './quota/log-events-question'
import type { PackedPage } from './quota/packed-page'
import { sharedLogEvents } from './quota/shared-log-events'
import type { Scope } from './scope'
import { takeWireAnswer } from './take-wire-answer'
import { type JsonPage, rewriteLogEvents } from './wire-log-events'

/**
 * One page of a log stream: one GetLogEvents, or none where the answer is known.
 * @throws ApiError
 */
export async function getImageLogEvents(
  scope: Scope,
  question: LogEventsQuestion,
  signal: AbortSignal,
): Promise<PackedPage> {
  // AWS asks for startFromHead=true with a forward token, whatever the caller remembered to send.
  const forward = question.nextToken?.startsWith('f/') ? { ...question, startFromHead: true } : question
  try {
    return await sharedLogEvents(scope, forward, signal, (asked, alive) => askLogEvents(scope, asked, alive))
  } catch (error) {
    throw logEventsError(toAwsFailure(error, signal), question)
  }
}

/** The page as AWS has it now, kept by nobody. @throws AwsFailure */
export async function askLogEvents(
  scope: Scope,
  question: LogEventsQuestion,
  signal: AbortSignal,
): Promise<JsonPage> {
  const { imageId, ...filters } = question
  const command = new GetLogEventsCommand({ logGroupName: logGroupNameOf(imageId), ...filters })
  const rewritten = takeWireAnswer(command, (wire) => rewriteLogEvents(wire, question))
  const page = await callAws('GetLogEvents', scope, signal, (options) => logs(scope).send(command, options))
  return rewritten() ?? fromSdk(page, question)
}

function fromSdk(page: GetLogEventsCommandOutput, question: LogEventsQuestion): JsonPage {
  const tokens = withoutAbsent({ nextToken: page.nextForwardToken, prevToken: page.nextBackwardToken })
  const events = toLogEvents(page.events ?? [], question)
  return { json: Buffer.from(JSON.stringify({ events, ...tokens })), ...tokens }
}

/** What a failed GetLogEvents means to the caller; AWS's text tells a missing group from a missing stream. */
function logEventsError(failure: AwsFailure, of: { imageId: string; logStreamName: string }) {
  const groupIsMissing = failure.message.startsWith('The specified log group')
  return toApiError(failure, {
    missing: groupIsMissing ? notFound.logGroup(of.imageId) : notFound.logStream(of.logStreamName),
    other: (message) => `Unexpected error when retrieving log events: ${message}`,
  })
}

/** Start included, end excluded, also where an endpoint includes the end. Keeps AWS's order. */
function toLogEvents(
  events: OutputLogEvent[],
  {
    startTime = Number.NEGATIVE_INFINITY,
    endTime = Number.POSITIVE_INFINITY,
  }: { startTime?: number; endTime?: number },
): LogEvent[] {
  const kept: LogEvent[] = []
  for (const { timestamp = 0, message = '' } of events) {
    if (timestamp >= startTime && timestamp < endTime)
      kept.push({ timestamp: formatIsoTime(timestamp), message })
  }
  return kept
}
