import type { z } from 'zod'
import * as p from './parameters'
import * as schemas from './schemas'

type Parameters = Record<string, p.Parameter<unknown>>

/** An operation of the HTTP API: what a request to it may say, and what it answers. All are GET. */
export type Operation<Path extends Parameters = Parameters, Query extends Parameters = Parameters> = {
  operationId: string
  /** With the names of `pathParameters` in braces: `/v3/images/custom/{imageId}`. */
  path: string
  summary: string
  pathParameters: Path
  /** Beside `region` and `account`, which every operation has. */
  query: Query
  /** What must hold between the values, checked last. @throws ApiError 400 */
  check?: (values: { startTime?: number; endTime?: number }) => void
  /** A schema for JSON, else what is streamed. */
  answer: z.ZodType | { contentType: string; description: string }
}

type ValueOf<P> = P extends p.Parameter<infer Value> ? Value : never

/** What a request to an operation said, once read and checked. What it left out is absent. */
export type ValuesOf<O> =
  O extends Operation<infer Path, infer Query>
    ? { [Name in keyof Path]: ValueOf<Path[Name]> } & { [Name in keyof Query]?: ValueOf<Query[Name]> }
    : never

function operation<Path extends Parameters, Query extends Parameters>(value: Operation<Path, Query>) {
  return value
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

/** Everything openapi.json describes. */
export const operations: readonly Operation[] = [
  listImages,
  describeImage,
  listImageLogStreams,
  getImageLogEvents,
  getImageStackEvents,
]
