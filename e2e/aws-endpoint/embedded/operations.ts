import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addStackEvent, buildImageParameters, findStack, stackArn } from '../cloudformation/stack'
import { ensureLogGroup, ensureLogStream } from '../logs/log-group'
import { defaultAccount } from '../wire/aws-call'
import type { Region, World } from '../world'

const place = { account: z.string().default(defaultAccount), region: z.string().default('us-east-1') }
const time = z.int().min(0)
const strings = z.record(z.string(), z.string())

const streamInput = z.strictObject({
  ...place,
  logGroupName: z.string(),
  logStreamName: z.string(),
  /** Generates this many events, made when read. */
  lines: z.int().min(0).max(5_000_000).default(0),
  startTime: time.optional(),
  everyMs: z.number().min(0).default(100),
  /** How many events share a timestamp. */
  perTimestamp: z.int().min(1).default(1),
  /** `{n}` is the 1-based number of the line; of several templates the lines take theirs in turn. */
  template: z.union([z.string(), z.array(z.string()).min(1)]).default('Stdout: line {n}'),
  timeWindowMs: z.int().min(1).optional(),
})

/** Makes a stream or adds to it: N numbered lines without holding N strings. */
export function putStream(world: World, input: unknown, now: number): unknown {
  const wanted = streamInput.parse(input)
  const { lines, everyMs, perTimestamp, template, logGroupName, logStreamName } = wanted
  const templates = typeof template === 'string' ? [template] : template
  const startTime = wanted.startTime ?? now - Math.ceil((lines / perTimestamp) * everyMs)
  const group = ensureLogGroup(placeOf(world, wanted), logGroupName, Math.min(startTime, now))
  const stream = ensureLogStream(group, logStreamName, Math.min(startTime, now))
  if (wanted.timeWindowMs !== undefined) stream.timeWindowMs = wanted.timeWindowMs
  stream.events.generate(
    lines,
    (i) => startTime + Math.floor(Math.floor(i / perTimestamp) * everyMs),
    (i) => (templates[i % templates.length] ?? '').replaceAll('{n}', String(i + 1)),
  )
  return { logGroupName, logStreamName, events: stream.events.length, startTime }
}

const eventsInput = z.strictObject({
  ...place,
  logGroupName: z.string(),
  logStreamName: z.string(),
  events: z.array(z.strictObject({ timestamp: time, message: z.string() })),
  ingestionTime: time.optional(),
})

/** Appends events at once, in any order of time and of any age: PutLogEvents without its rules. */
export function putEvents(world: World, input: unknown, now: number): unknown {
  const { logGroupName, logStreamName, events, ingestionTime, ...where } = eventsInput.parse(input)
  const arrived = ingestionTime ?? now
  const group = ensureLogGroup(placeOf(world, where), logGroupName, arrived)
  const stream = ensureLogStream(group, logStreamName, arrived)
  stream.events.append(events, arrived)
  return { events: stream.events.length }
}

const stackEventInput = z.strictObject({
  eventId: z.string().optional(),
  logicalResourceId: z.string(),
  physicalResourceId: z.string().default(''),
  resourceType: z.string().default('AWS::CloudFormation::Stack'),
  timestamp: time.optional(),
  resourceStatus: z.string(),
  resourceStatusReason: z.string().optional(),
  resourceProperties: z.string().optional(),
  clientRequestToken: z.string().optional(),
})

const stackInput = z.strictObject({
  ...place,
  stackName: z.string(),
  stackId: z.string().optional(),
  stackStatus: z.string().default('CREATE_IN_PROGRESS'),
  stackStatusReason: z.string().optional(),
  creationTime: time.optional(),
  deletionTime: time.optional(),
  tags: strings.default({}),
  /** A stack tagged as an image's has build-image's, unless others are given. */
  parameters: strings.optional(),
  events: z.array(stackEventInput).default([]),
})

/** Creates a stack, or with a known stackId replaces it. */
export function putStack(world: World, input: unknown, now: number): unknown {
  const { events, account, region: name, stackId: givenId, ...given } = stackInput.parse(input)
  const region = placeOf(world, { account, region: name })
  const stackId = givenId ?? stackArn(region, given.stackName, randomUUID())
  const parameters =
    given.parameters ?? ('parallelcluster:image_id' in given.tags ? buildImageParameters : {})
  const creationTime = given.creationTime ?? now
  const stack = { ...defined(given), stackId, creationTime, parameters, events: [] }
  region.stacks.set(stackId, stack)
  for (const event of events) addStackEvent(stack, { ...defined(event), timestamp: event.timestamp ?? now })
  Object.assign(stack, { stackStatus: given.stackStatus })
  return { stackId }
}

const stackEventsInput = z.strictObject({
  ...place,
  /** A living stack's name or any stack's id. */
  stackName: z.string(),
  events: z.array(stackEventInput),
})

/** Appends stack events; one of resourceType AWS::CloudFormation::Stack (the default) sets the stack's status. */
export function putStackEvents(world: World, input: unknown, now: number): unknown {
  const { stackName, events, ...where } = stackEventsInput.parse(input)
  const stack = findStack(placeOf(world, where), stackName)
  if (stack === undefined) throw new NotThere(`No stack ${stackName} in ${where.region}`)
  for (const event of events) {
    const ofStack = event.resourceType === 'AWS::CloudFormation::Stack'
    const physicalResourceId = ofStack ? stack.stackId : event.physicalResourceId
    addStackEvent(stack, { ...defined(event), physicalResourceId, timestamp: event.timestamp ?? now })
  }
  return { stackId: stack.stackId, stackStatus: stack.stackStatus, events: stack.events.length }
}

const amiInput = z.strictObject({
  ...place,
  imageId: z.string(),
  name: z.string(),
  description: z.string().optional(),
  state: z.enum(['available', 'pending', 'failed', 'deregistered']).default('available'),
  architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
  creationTime: time.optional(),
  tags: strings.default({}),
})

export function putAmi(world: World, input: unknown, now: number): unknown {
  const { account, region, ...ami } = amiInput.parse(input)
  placeOf(world, { account, region }).amis.set(ami.imageId, {
    ...defined(ami),
    creationTime: ami.creationTime ?? now,
  })
  return { imageId: ami.imageId }
}

const imageInput = z.strictObject({
  ...place,
  arn: z.string(),
  name: z.string(),
  version: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  failureContext: z.record(z.string(), z.unknown()).optional(),
  dateCreated: time.optional(),
  amiId: z.string().optional(),
})

/** What Image Builder's GetImage answers for an image build version ARN. */
export function putImage(world: World, input: unknown, now: number): unknown {
  const { account, region, ...image } = imageInput.parse(input)
  const dateCreated = image.dateCreated ?? now
  placeOf(world, { account, region }).images.set(image.arn, { ...defined(image), dateCreated })
  return { arn: image.arn }
}

/** Everything there is, in numbers. */
export function showState(world: World): unknown {
  return [...world.regions.values()].map((region) => ({
    account: region.account,
    region: region.region,
    logGroups: [...region.logGroups.values()].map(({ logGroupName, streams }) => ({
      logGroupName,
      streams: [...streams.values()].map((stream) => ({
        logStreamName: stream.logStreamName,
        events: stream.events.length,
      })),
    })),
    stacks: [...region.stacks.values()].map(({ stackId, stackStatus, events }) => ({
      stackId,
      stackStatus,
      events: events.length,
    })),
    amis: [...region.amis.values()].map(({ imageId, name }) => ({ imageId, name })),
  }))
}

/** Asked for something that is not there: answered 404. */
export class NotThere extends Error {}

function placeOf(world: World, { account, region }: { account: string; region: string }): Region {
  return world.region(account, region)
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Zod's optional members come as `undefined`; the records leave absent members out. */
function defined<T extends Record<string, unknown>>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>
}
