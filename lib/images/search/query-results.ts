import { z } from 'zod'
import { imageIdOfLogGroup } from '../image-id'
import { foundLog } from './found-log'

/** As AWS names them; `Gone` is ours, for a query whose results AWS no longer has. */
const queryStatus = z.enum([
  'Scheduled',
  'Running',
  'Complete',
  'Failed',
  'Cancelled',
  'Timeout',
  'Unknown',
  'Gone',
])
export type QueryStatus = z.infer<typeof queryStatus>

export const queryResults = z.object({
  queries: z.array(z.object({ queryId: z.string(), status: queryStatus, message: z.string().optional() })),
  /** Whether more may come. */
  isRunning: z.boolean(),
  logs: z.array(foundLog),
  /** All matching lines that AWS has told of, those that are not listed included. */
  lines: z.number(),
  /** AWS gave as many rows as it gives at most: there may be more. */
  isCut: z.boolean(),
  bytesScanned: z.number(),
  recordsScanned: z.number(),
  usdPerGb: z.number(),
})
export type QueryResults = z.infer<typeof queryResults>

export const isGoingOn = (status: QueryStatus): boolean => status === 'Scheduled' || status === 'Running'

/** One row of a query: the event it names. */
export type QueryRow = { imageId: string; logStreamName: string; timestamp: string; message: string }

type Field = { field?: string | undefined; value?: string | undefined }

/** A row as AWS gives it, read; undefined for one of another log group than an image's. */
export function rowOf(fields: readonly Field[]): QueryRow | undefined {
  const values = new Map(fields.map(({ field, value }) => [field, value]))
  // `123456789012:/aws/imagebuilder/…`
  const group = values.get('@log')?.replace(/^\d{12}:/, '') ?? ''
  const imageId = imageIdOfLogGroup(group)
  const logStreamName = values.get('@logStream')
  // `2026-11-27 10:00:00.123`, in UTC.
  const time = Date.parse(`${values.get('@timestamp')?.replace(' ', 'T')}Z`)
  if (imageId === null || logStreamName === undefined || Number.isNaN(time)) return undefined
  const timestamp = new Date(time).toISOString()
  return { imageId, logStreamName, timestamp, message: values.get('@message') ?? '' }
}
