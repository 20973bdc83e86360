import 'server-only'
import { type LogStream as AwsLogStream, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { ApiError } from '@/lib/api-error'
import { logGroupNameOf } from '@/lib/images/image-id'
import { formatIsoTime } from '@/lib/images/iso-time'
import type { ImageLogStreams, LogStream } from '@/lib/images/schemas'
import { withoutAbsent } from './absent'
import { toApiError, toAwsFailure } from './aws-failure'
import { callAws } from './call-aws'
import { logs } from './clients'
import { findLogGroup } from './find-log-group'
import { notFound } from './not-found'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/** @throws ApiError */
export async function listImageLogStreams(
  scope: Scope,
  { imageId, nextToken }: { imageId: string; nextToken?: string },
  signal: AbortSignal,
): Promise<ImageLogStreams> {
  const missing = notFound.logGroup(imageId)
  try {
    if (!(await findLogGroup(scope, imageId, signal))) throw new ApiError(404, missing)
    const page = await sharedAnswer('DescribeLogStreams', scope, { imageId, nextToken }, signal, (alive) =>
      callAws('DescribeLogStreams', scope, alive, (options) =>
        logs(scope).send(
          new DescribeLogStreamsCommand({ logGroupName: logGroupNameOf(imageId), nextToken }),
          options,
        ),
      ),
    )
    return withoutAbsentToken(page.logStreams ?? [], page.nextToken)
  } catch (error) {
    if (error instanceof ApiError) throw error
    const other = (message: string) => `Unexpected error when retrieving image's logs: ${message}`
    throw toApiError(toAwsFailure(error, signal), { missing, other })
  }
}

function withoutAbsentToken(streams: AwsLogStream[], nextToken: string | undefined): ImageLogStreams {
  return { logStreams: streams.map(toLogStream), ...withoutAbsent({ nextToken }) }
}

/**
 * The official client refuses a list in which one stream misses one of these fields, and AWS leaves three of
 * them out of a stream without events: they are the creation time then, and `hasEvents` tells.
 */
export function toLogStream(stream: AwsLogStream): LogStream {
  const creationTime = stream.creationTime ?? 0
  return {
    logStreamName: stream.logStreamName ?? '',
    logStreamArn: stream.arn ?? '',
    creationTime: formatIsoTime(creationTime),
    firstEventTimestamp: formatIsoTime(stream.firstEventTimestamp ?? creationTime),
    lastEventTimestamp: formatIsoTime(stream.lastEventTimestamp ?? creationTime),
    lastIngestionTime: formatIsoTime(stream.lastIngestionTime ?? creationTime),
    uploadSequenceToken: stream.uploadSequenceToken ?? '',
    hasEvents: stream.firstEventTimestamp !== undefined || stream.lastEventTimestamp !== undefined,
  }
}
