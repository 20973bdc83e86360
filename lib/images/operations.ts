import { z } from 'zod'
import { imageExplanation } from './build-log/operations'
import { outline } from './build-log/outline-schema'
import { buildFacts } from './changes/build-facts'
import { imageChanges } from './changes/changes'
import { imageFamily } from './fleet/family-builds'
import { failures } from './fleet/operations'
import { imageIdPattern } from './image-id'
import * as p from './parameters'
import * as schemas from './schemas'
import { scopes } from './scopes'
import { estimateQuery, getQueryResults, searchBuilds, startQuery, stopQuery } from './search/operations'
import { listImageAttempts } from './stack-events/attempts-operation'

type Parameters = Record<string, p.Parameter<unknown>>

/** An operation of the HTTP API: what a request to it may say, and what it answers. */
export type Operation<
  Path extends Parameters = Parameters,
  Query extends Parameters = Parameters,
  Required extends Parameters = Parameters,
> = {
  operationId: string
  /** GET unless told. What changes something at AWS is POST, and asks for a header that no foreign page can send. */
  method?: 'post'
  /** With the names of `pathParameters` in braces: `/v3/images/custom/{imageId}`. */
  path: string
  summary: string
  pathParameters: Path
  /** Beside `region` and `account`, which every operation has. */
  query: Query
  /** The query parameters that must not be left out. */
  requiredQuery: Required
  /** What must hold between the values, checked last. @throws ApiError 400 */
  check?: (values: { startTime?: number; endTime?: number }) => void
  /** A schema for JSON, else what is streamed. */
  answer: z.ZodType | { contentType: string; description: string }
}

type ValueOf<P> = P extends p.Parameter<infer Value> ? Value : never

/** What a request to an operation said, once read and checked. What it left out is absent. */
export type ValuesOf<O> =
  O extends Operation<infer Path, infer Query, infer Required>
    ? { [Name in keyof (Path & Required)]: ValueOf<(Path & Required)[Name]> } & {
        [Name in keyof Query]?: ValueOf<Query[Name]>
      }
    : never

type NoParameters = Record<never, never>

function operation<
  Path extends Parameters,
  Query extends Parameters,
  Required extends Parameters = NoParameters,
>(value: Omit<Operation<Path, Query, Required>, 'requiredQuery'> & { requiredQuery?: Required }) {
  return { ...value, requiredQuery: value.requiredQuery ?? ({} as Required) }
}

export const listImages = operation({
  operationId: 'listImages',
  path: '/v3/images/custom',
  summary: 'The images: running, failed and complete builds.',
  pathParameters: {},
  query: { imageStatus: p.imageStatus, nextToken: p.nextToken },
  answer: schemas.images,
})

export const describeImage = operation({
  operationId: 'describeImage',
  path: '/v3/images/custom/{imageId}',
  summary: 'One image: its AMI, its stack, its configuration.',
  pathParameters: { imageId: p.imageId },
  query: {},
  answer: schemas.imageDescription,
})

export const listImageLogStreams = operation({
  operationId: 'listImageLogStreams',
  path: '/v3/images/custom/{imageId}/logstreams',
  summary: 'The log streams of an image, one for each build.',
  pathParameters: { imageId: p.imageId },
  query: { nextToken: p.nextToken },
  answer: schemas.imageLogStreams,
})

export const getImageLogEvents = operation({
  operationId: 'getImageLogEvents',
  path: '/v3/images/custom/{imageId}/logstreams/{logStreamName}',
  summary: 'One page of a log stream. The log ends with the answer that repeats the token it was sent.',
  pathParameters: { imageId: p.imageId, logStreamName: p.logStreamName },
  query: {
    nextToken: p.nextToken,
    startFromHead: p.startFromHead,
    limit: p.limit,
    startTime: p.startTime,
    endTime: p.endTime,
  },
  check: p.checkTimeWindow,
  answer: schemas.imageLogEvents,
})

export const getImageStackEvents = operation({
  operationId: 'getImageStackEvents',
  path: '/v3/images/custom/{imageId}/stackevents',
  summary: 'The events of an image’s CloudFormation stack, newest first; a deleted stack’s for 90 days.',
  pathParameters: { imageId: p.imageId },
  query: { nextToken: p.nextToken, stackId: p.stackId },
  answer: schemas.imageStackEvents,
})

export const findInImageLog = operation({
  operationId: 'findInImageLog',
  path: '/v3/images/custom/{imageId}/find',
  summary: 'Ours: every line of a whole log stream that matches, told as the stream is read.',
  pathParameters: { imageId: p.imageId },
  requiredQuery: {
    logStreamName: p.logStreamName,
    q: p.text('The text or regular expression to look for.', z.string().min(1).max(1000)),
  },
  query: {
    matchCase: p.boolean('Whether letter case counts.'),
    wholeWord: p.boolean('Whether only whole words match.'),
    regularExpression: p.boolean(
      'Whether `q` is a regular expression, in RE2’s syntax: without lookarounds and backreferences.',
    ),
    startTime: p.startTime,
    endTime: p.endTime,
  },
  check: p.checkTimeWindow,
  answer: {
    contentType: 'application/x-ndjson',
    description:
      'One JSON object a line: after each page read {scanned, total, matches: [{timestamp, ordinal, eventIndex, line}]}, ' +
      'at the end {done: true, scanned, total}, or {error} where reading broke off.',
  },
})

export const downloadImageLog = operation({
  operationId: 'downloadImageLog',
  path: '/v3/images/custom/{imageId}/download',
  summary: 'Ours: a whole log stream as text.',
  pathParameters: { imageId: p.imageId },
  requiredQuery: { logStreamName: p.logStreamName },
  query: {
    timestamps: p.boolean('Whether each event’s time stands before its message.'),
    startTime: p.startTime,
    endTime: p.endTime,
  },
  check: p.checkTimeWindow,
  answer: {
    contentType: 'text/plain',
    description: 'Every event’s message in order, byte for byte, each ended by a line feed.',
  },
})

export const archiveImage = operation({
  operationId: 'archiveImage',
  path: '/v3/images/custom/{imageId}/archive',
  summary: 'Ours: all log streams and the stack’s events, as `pcluster export-image-logs` packs them.',
  pathParameters: { imageId: p.imageId },
  query: { maskAccountIds: p.boolean('Whether AWS account ids are replaced by as many X.') },
  answer: {
    contentType: 'application/gzip',
    description:
      'A .tar.gz, made as it is sent. What could not be read is named in its could-not-be-read.txt; ' +
      'an archive without an end was broken off.',
  },
})

export const getImageOutline = operation({
  operationId: 'getImageOutline',
  path: '/v3/images/custom/{imageId}/outline',
  summary: 'Ours: a build’s log as runs, documents, phases and steps. Times are epoch milliseconds.',
  pathParameters: { imageId: p.imageId },
  requiredQuery: { logStreamName: p.logStreamName },
  query: {},
  answer: outline,
})

export const getImageCause = operation({
  operationId: 'getImageCause',
  path: '/v3/images/custom/{imageId}/cause',
  summary:
    'Ours: the likely cause of a failed build; null, with a reason, when there is none. Without `logStreamName` the newest build’s.',
  pathParameters: { imageId: p.imageId },
  query: { logStreamName: p.logStreamName },
  answer: imageExplanation,
})

export const getBuildFacts = operation({
  operationId: 'getBuildFacts',
  path: '/v3/images/custom/{imageId}/facts',
  summary:
    'Ours: what a build began with, its log aside: parent image, instance type, configuration. Without `logStreamName` the newest build’s.',
  pathParameters: { imageId: p.imageId },
  query: { logStreamName: p.logStreamName },
  answer: buildFacts,
})

export const getImageChanges = operation({
  operationId: 'getImageChanges',
  path: '/v3/images/custom/{imageId}/changes',
  summary:
    'Ours: how a build differs from another one, likely suspects first; without `withImageId` from the last good one of ' +
    'its family.',
  pathParameters: { imageId: p.imageId },
  query: {
    logStreamName: p.logStreamName,
    withImageId: p.text('The image to compare with.', z.string().regex(imageIdPattern)),
    withLogStreamName: p.text('Which of its builds; without it the newest.'),
  },
  answer: imageChanges,
})

export const getImageFamily = operation({
  operationId: 'getImageFamily',
  path: '/v3/images/custom/{imageId}/family',
  summary:
    'Ours: the last builds of the image’s family (its id without version and date), and how long their steps took, as ' +
    'far as their logs were read; asking has the rest read.',
  pathParameters: { imageId: p.imageId },
  query: {},
  answer: imageFamily,
})

export const listImageFailures = operation({
  operationId: 'listImageFailures',
  path: '/v3/images/failures',
  summary: 'Ours: what failed in the newest builds of some images, in short, told as it becomes known.',
  pathParameters: {},
  requiredQuery: { imageIds: p.imageIds },
  query: {},
  answer: {
    contentType: 'application/x-ndjson',
    description:
      'One JSON object a line for each image, in the order in which they become known: {imageId, outcome, step, sentence, ' +
      'reason, completionTime}, all but the first two optional, or {imageId, message} where a build could not be looked into.',
  },
})

export const listFailureGroups = operation({
  operationId: 'listFailureGroups',
  path: '/v3/images/custom/failures',
  summary:
    'Ours: failed builds by their cause, from what is known by now; asking for all has the rest looked into. An image ' +
    'named `failures` is described at `/v3/images/custom/%66ailures`.',
  pathParameters: {},
  query: {
    groupId: p.text('One group, with its builds.', z.string().max(20)),
    q: p.text('Words that sentence, step, tool, case or image id must hold.', z.string().max(1000)),
    version: p.text('Only builds of this ParallelCluster version.', z.string().max(100)),
    system: p.text('Only builds of this operating system, such as `alinux2023`.', z.string().max(100)),
    startTime: p.startTime,
  },
  answer: failures,
})

export const listScopes = operation({
  operationId: 'listScopes',
  path: '/v3/scopes',
  summary: 'Ours: the regions and accounts this server may be asked for.',
  pathParameters: {},
  query: {},
  answer: scopes,
})

/** Everything openapi.json describes. */
export const operations: readonly Operation[] = [
  listImages,
  describeImage,
  listImageLogStreams,
  getImageLogEvents,
  getImageStackEvents,
  findInImageLog,
  downloadImageLog,
  archiveImage,
  listImageAttempts,
  getImageOutline,
  getImageCause,
  getBuildFacts,
  getImageChanges,
  getImageFamily,
  listImageFailures,
  listFailureGroups,
  searchBuilds,
  estimateQuery,
  startQuery,
  getQueryResults,
  stopQuery,
  listScopes,
]
