import type { BuildOutcome } from '../build-log/cause'
import type { ImageBuildStatus, ImageDescription, LogStream } from '../schemas'
import type { OpenedBuild, OpenedStream } from './opened-build'

/**
 * An opened build's description: what `pcluster describe-image` said, where it is among the files, else what its stack's
 * events and its log tell.
 */
export function describeOpened(
  build: OpenedBuild,
  outcome: BuildOutcome,
  version: string | undefined,
): ImageDescription & { openedFrom: true } {
  const oldest = build.stackEvents?.at(-1)
  const newest = build.stackEvents?.[0]
  const stackId = newest?.stackId
  const starts = build.streams.filter(({ timed }) => timed).map(({ store }) => store.timestamp(0))
  const ends = build.streams
    .filter(({ timed }) => timed)
    .map(({ store }) => store.timestamp(store.length - 1))
  const start = oldest?.timestamp ?? isoTime(Math.min(...starts))
  const end = isoTime(Math.max(...ends, ...(newest ? [Date.parse(newest.timestamp)] : [])))
  const stackStatus = build.stackEvents?.find(
    ({ physicalResourceId, stackId: id }) => physicalResourceId === id,
  )?.resourceStatus
  return {
    imageId: build.imageId,
    imageBuildStatus: statusOf[outcome],
    region: stackId?.split(':')[3] ?? '',
    version: version ?? '',
    imageConfiguration: { url: '' },
    ...(start === undefined ? {} : { buildStartTime: start }),
    ...(end === undefined ? {} : { completionTime: end }),
    ...(stackId === undefined ? {} : { cloudformationStackArn: stackId }),
    ...(stackStatus === undefined ? {} : { cloudformationStackStatus: stackStatus }),
    hasLogGroup: build.streams.length > 0,
    ...build.description,
    openedFrom: true,
  }
}

const statusOf: Record<BuildOutcome, ImageBuildStatus> = {
  ok: 'BUILD_COMPLETE',
  warning: 'BUILD_COMPLETE',
  cleanupFailed: 'BUILD_COMPLETE',
  failed: 'BUILD_FAILED',
  cancelled: 'BUILD_FAILED',
  // Nothing runs in a file, and none of its views may wait for more: see buildState for what is said.
  running: 'DELETE_COMPLETE',
}

/** An opened stream in the shape of DescribeLogStreams. */
export function describeStream({ logStreamName, store }: OpenedStream): LogStream {
  const first = isoTime(store.timestamp(0)) ?? new Date(0).toISOString()
  const last = isoTime(store.timestamp(store.length - 1)) ?? first
  return {
    logStreamName,
    logStreamArn: '',
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    uploadSequenceToken: '',
    hasEvents: store.length > 0,
  }
}

const isoTime = (epoch: number) => (Number.isFinite(epoch) ? new Date(epoch).toISOString() : undefined)
