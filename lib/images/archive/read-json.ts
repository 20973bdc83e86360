import { z } from 'zod'
import { imageDescription, type StackEvent } from '../schemas'
import type { Contents } from './contents'
import { EventStore } from './event-store'
import { jsonDocuments } from './json-documents'

const time = z.union([z.number(), z.string()]).transform((value, context) => {
  const epoch = typeof value === 'number' ? value : Date.parse(value)
  if (Number.isFinite(epoch)) return epoch
  context.addIssue('no time')
  return z.NEVER
})

const logEvent = z.object({ timestamp: time, message: z.string(), logStreamName: z.string().optional() })

/** CloudFormation's own names, as in `describe-stack-events` and in the archive of `export-image-logs`. */
const pascalCase = z
  .object({
    StackId: z.string(),
    EventId: z.string(),
    StackName: z.string(),
    LogicalResourceId: z.string(),
    PhysicalResourceId: z.string().default(''),
    ResourceType: z.string().default(''),
    Timestamp: time,
    ResourceStatus: z.string(),
    ResourceStatusReason: z.string().optional(),
    ResourceProperties: z.string().optional(),
    ClientRequestToken: z.string().optional(),
  })
  .transform(
    (event): StackEvent => ({
      stackId: event.StackId,
      eventId: event.EventId,
      stackName: event.StackName,
      logicalResourceId: event.LogicalResourceId,
      physicalResourceId: event.PhysicalResourceId,
      resourceType: event.ResourceType,
      timestamp: new Date(event.Timestamp).toISOString(),
      resourceStatus: event.ResourceStatus,
      ...(event.ResourceStatusReason === undefined
        ? {}
        : { resourceStatusReason: event.ResourceStatusReason }),
      ...(event.ResourceProperties === undefined ? {} : { resourceProperties: event.ResourceProperties }),
      ...(event.ClientRequestToken === undefined ? {} : { clientRequestToken: event.ClientRequestToken }),
    }),
  )

/** ParallelCluster's names, as in `pcluster get-image-stack-events`. */
const camelCase = z
  .object({
    stackId: z.string(),
    eventId: z.string(),
    stackName: z.string(),
    logicalResourceId: z.string(),
    physicalResourceId: z.string().default(''),
    resourceType: z.string().default(''),
    timestamp: time,
    resourceStatus: z.string(),
    resourceStatusReason: z.string().optional(),
    resourceProperties: z.string().optional(),
    clientRequestToken: z.string().optional(),
  })
  .transform(({ timestamp, ...event }): StackEvent => {
    const present = Object.entries(event).filter(([, value]) => value !== undefined)
    return {
      ...(Object.fromEntries(present) as typeof event),
      timestamp: new Date(timestamp).toISOString(),
    } as StackEvent
  })

const stackEvent = z.union([pascalCase, camelCase])

/** A description may lack what we add to it, and a doctored one more: only what is shown must be there. */
const description = imageDescription
  .partial()
  .extend({ imageId: z.string(), imageBuildStatus: imageDescription.shape.imageBuildStatus })

/**
 * JSON as the CLIs print it: `pcluster get-image-log-events`, `get-image-stack-events` and `describe-image`,
 * `aws logs get-log-events` and `filter-log-events`, `aws cloudformation describe-stack-events`, one page or several,
 * and the stack events of an export archive.
 */
export function readJson(text: string): Contents {
  const events: unknown[] = []
  let described: unknown
  let broken: string | undefined
  try {
    for (const document of jsonDocuments(text)) {
      const list = listOf(document)
      if (list) events.push(...list)
      else if (isObject(document) && 'imageId' in document) described = document
    }
  } catch {
    broken = 'This JSON is cut off or damaged.'
  }
  const first = events.find(isObject)
  if (first && 'message' in first) return logOf(events)
  if (first && ('StackId' in first || 'stackId' in first))
    return { kind: 'stackEvents', events: events.flatMap(readStackEvent) }
  const image = description.safeParse(described)
  if (image.success) {
    const { imageConfiguration = { url: '' }, region = '', version = '', ...rest } = image.data
    return { kind: 'description', description: { ...rest, imageConfiguration, region, version } }
  }
  return { kind: 'other', message: broken ?? 'JSON that holds neither log events nor stack events.' }
}

function logOf(events: readonly unknown[]): Contents {
  const streams = new Map<string | undefined, EventStore>()
  for (const event of events) {
    const read = logEvent.safeParse(event)
    if (!read.success) continue
    const { timestamp, message, logStreamName } = read.data
    const store = streams.get(logStreamName) ?? new EventStore()
    streams.set(logStreamName, store)
    store.addText(timestamp, message)
  }
  return { kind: 'log', streams, timed: true }
}

function readStackEvent(event: unknown): StackEvent[] {
  const read = stackEvent.safeParse(event)
  return read.success ? [read.data] : []
}

/** The events of one document: a list, a list of pages, or a page with its list under the name AWS or the CLI gives it. */
function listOf(document: unknown): unknown[] | undefined {
  if (Array.isArray(document)) return document.flatMap((item: unknown) => listOf(item) ?? [item])
  if (!isObject(document)) return undefined
  const list = document.events ?? document.StackEvents
  if (Array.isArray(list)) return list
  return 'message' in document && 'timestamp' in document ? [document] : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
