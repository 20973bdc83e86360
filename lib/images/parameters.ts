import { z } from 'zod'
import { badRequest } from '@/lib/api-error'
import { imageIdPattern, mostImageIds } from './image-id'
import { type ImageStatus, imageStatuses } from './image-status'
import { regions } from './regions'
import { parseTypedTime } from './typed-time'

/**
 * One parameter of an operation. The schema is both what openapi.json says and what a value is checked against.
 * Upstream checks in two rounds, and clients see the first complaint only: `read` complains about a text's
 * pattern or type; once every parameter was read and the region is known, `check` complains about the rest.
 */
export type Parameter<Value> = {
  schema: z.ZodType
  description: string
  /** An empty text counts as an absent one. */
  emptyIsAbsent?: true
  /** @throws ApiError 400 when the text has the wrong pattern or type */
  read(text: string, name: string): Value
  /** @throws ApiError 400 when the value is none of those allowed */
  check?(value: Value): void
}

const controlCharacters = /\p{Cc}/u

/** Text for AWS. Control characters have no use in any of these values and never reach AWS. */
export function text(description: string, schema: z.ZodString = z.string()): Parameter<string> {
  return {
    schema,
    description,
    emptyIsAbsent: true,
    read: (value, name) => {
      if (controlCharacters.test(value)) throw badRequest(`control characters are not allowed in '${name}'`)
      const { pattern } = z.toJSONSchema(schema)
      if (!schema.safeParse(value).success) throw badRequest(`'${value}' does not match '${pattern ?? '.+'}'`)
      return value
    },
  }
}

/** `true` or `false`, whatever the case: Python's clients send `True`. */
export function boolean(description: string): Parameter<boolean> {
  return {
    schema: z.boolean(),
    description,
    read: (value, name) => {
      const lower = value.toLowerCase()
      if (lower !== 'true' && lower !== 'false') throw wrongType('boolean', name)
      return lower === 'true'
    },
  }
}

/** An integer; integral decimals such as `5.0` too, which the older official clients send. */
function integer(description: string, name: string, max: number): Parameter<number> {
  return {
    schema: z.int().min(1).max(max),
    description,
    read: (value) => {
      if (!/^[+-]?\d{1,15}(\.0+)?$/.test(value)) throw wrongType('integer', name)
      return Number(value)
    },
    check: (value) => {
      if (value < 1) throw badRequest(`'${name}' must be a positive integer.`)
      if (value > max) throw badRequest(`'${name}' must be less than or equal to ${max}.`)
    },
  }
}

/** A moment, epoch milliseconds once read. What cannot be read is NaN until `check` says so. */
function time(description: string, upstreamName: string): Parameter<number> {
  return {
    schema: z.string().meta({ format: 'date-time' }),
    description,
    emptyIsAbsent: true,
    read: (value) => parseTypedTime(value) ?? Number.NaN,
    check: (value) => {
      if (value >= 0) return
      const form = 'YYYY-MM-DDThh:mm:ssZ. (e.g. 1984-09-15T19:20:30Z or 1984-09-15)'
      throw badRequest(`${upstreamName} filter must be in the ISO 8601 format: ${form}.`)
    },
  }
}

function wrongType(type: string, name: string) {
  return badRequest(`Wrong type, expected '${type}' for query parameter '${name}'`)
}

export const imageId: Parameter<string> = {
  schema: z.string().regex(imageIdPattern),
  description: 'The image’s id; letter case matters.',
  read: (value) => {
    // JavaScript's `$` is the very end, unlike Python's: an id with a trailing newline is none.
    if (!imageIdPattern.test(value)) throw badRequest(`'${value}' does not match '${imageIdPattern.source}'`)
    return value
  },
}

export const imageIds: Parameter<string[]> = {
  schema: z.string(),
  description: `Ids of images separated by commas, at most ${mostImageIds}.`,
  read: (value) => [...new Set(value.split(',').map((id) => imageId.read(id, 'imageIds')))],
  check: (value) => {
    if (value.length > mostImageIds) throw badRequest(`'imageIds' must be at most ${mostImageIds}.`)
  },
}

/** So many queries of Logs Insights make one search at most. */
const mostQueryIds = 20

export const queryIds: Parameter<string[]> = {
  schema: z.string(),
  description: `Ids of queries that were started together, separated by commas, at most ${mostQueryIds}.`,
  read: (value) => {
    const ids = [...new Set(value.split(','))]
    for (const id of ids)
      if (!/^[\w-]{1,256}$/.test(id)) throw badRequest(`'${id}' does not match '^[\\w-]{1,256}$'`)
    return ids
  },
  check: (value) => {
    if (value.length > mostQueryIds) throw badRequest(`'queryIds' must be at most ${mostQueryIds}.`)
  },
}

/** An amount of US dollars, such as `0.05`. */
export const dollars = (description: string): Parameter<number> => ({
  schema: z.number().min(0),
  description,
  read: (value, name) => {
    if (!/^\d{1,9}(\.\d{1,12})?$/.test(value)) throw wrongType('number', name)
    return Number(value)
  },
})

export const logStreamName = text(
  'The log stream, normally `<version>/<build>` such as `3.2.1/1`; its `/` may be encoded or not.',
  z.string().min(1),
)

/** Read like any text; whether it is one of this server's is checked between the two rounds. */
export const region: Parameter<string> = {
  ...text('The AWS region; without it the server’s own.'),
  schema: z.enum(regions),
}

export const account = text('Ours: one of the accounts this server is configured for; without it the first.')

export const nextToken = text('A token of an earlier answer.')

export const stackId = text(
  'Ours: the ARN of one of the image’s stacks, for an image that was built more than once.',
  z
    .string()
    .regex(/^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:(?:\d{12}|X{12}):stack\/[a-zA-Z0-9-]+\/[a-zA-Z0-9-]+$/),
)

export const startFromHead = boolean('Oldest events first; without it the latest.')

export const limit = integer(
  'At most so many events; without it as many as fit 1 MB, up to 10,000.',
  'limit',
  10_000,
)

export const startTime = time(
  'Events from this moment on. ISO 8601 (no zone means UTC), epoch, or `now-1h`.',
  'start_time',
)

export const endTime = time(
  'Events before this moment. ISO 8601 (no zone means UTC), epoch, or `now-1h`.',
  'end_time',
)

export const imageStatus: Parameter<ImageStatus> = {
  schema: z.enum(imageStatuses),
  description: 'Only images of this status, as upstream lists them; without it all, merged per image id.',
  read: (value) => {
    const status = imageStatuses.find((known) => known === value)
    if (!status) throw badRequest(`'${value}' is not one of ['AVAILABLE', 'PENDING', 'FAILED']`)
    return status
  },
}

/** @throws ApiError 400 unless the window has room for an event */
export function checkTimeWindow(window: { startTime?: number; endTime?: number }): void {
  if (window.startTime === undefined || window.endTime === undefined) return
  if (window.startTime >= window.endTime) {
    throw badRequest('start_time filter must be earlier than end_time filter.')
  }
}
