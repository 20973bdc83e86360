import { createHash } from 'node:crypto'
import {
  addStackEvent,
  addStackStatus,
  buildImageParameters,
  type Stack,
  stackArn,
} from '../cloudformation/stack'
import type { ImageBuilderImage } from '../imagebuilder/image'
import type { InputLogEvent } from '../logs/event-store'
import { ensureLogGroup, ensureLogStream, logGroupArn } from '../logs/log-group'
import { ensureBucket, storeObject } from '../s3/bucket'
import type { Region, World } from '../world'
import type { BuildFacts } from './build-facts'
import { type HistoryEvent, type StackEnd, stackHistory } from './stack-history'

/** Where builds are put: the world, its present moment, and how fast what lies ahead passes. */
export type Scene = { world: World; now: number; speed: number }

type BuildRecord = {
  facts: BuildFacts
  startedAt: number
  end: StackEnd
  /** What the stream holds; none when the build never got that far. */
  events?: readonly InputLogEvent[]
  /** Image Builder's own status from a moment on, in order. */
  states?: readonly ImageState[]
  /** Whether the AMI still exists once built. */
  keepAmi?: boolean
  /** Whether the stack is known at all: CloudFormation forgets deleted ones after 90 days. */
  keepStack?: boolean
}
export type ImageState = { at: number } & Pick<ImageBuilderImage, 'status' | 'reason' | 'failureContext'>

/** Puts a build into the world: its past at once, its future when its time comes. */
export function addBuild(scene: Scene, record: BuildRecord): void {
  const { facts, events = [], states = [], end } = record
  const region = scene.world.region(facts.account, facts.region)
  if (record.keepAmi !== false || record.keepStack !== false) addConfiguration(region, facts)
  addParentImage(region, facts)
  if (record.keepStack !== false) addStack(scene, region, record)
  addLogEvents(scene, region, facts, events)
  for (const { at, ...state } of states) {
    happen(scene, at, (time) => setImage(region, facts, { ...state }, time))
  }
  if (end.kind === 'complete' && record.keepAmi !== false) {
    happen(scene, end.at - 5000, (time) => addAmi(region, facts, time))
  }
}

/** Runs now what lies in the past, and plans the rest, hastened by the scene's speed. */
function happen({ world, now, speed }: Scene, at: number, run: (time: number) => void, delay = 0): void {
  if (at + delay <= now) {
    run(at)
    return
  }
  const time = at <= now ? at : Math.round(now + (at - now) / speed)
  world.plan(Math.max(now, time) + delay / speed, () => run(time))
}

function addStack(scene: Scene, region: Region, { facts, startedAt, end }: BuildRecord): void {
  const stack: Stack = {
    stackId: stackArn(region, facts.imageId, facts.uuid),
    stackName: facts.imageId,
    stackStatus: 'CREATE_IN_PROGRESS',
    creationTime: startedAt,
    parameters: buildImageParameters,
    tags: imageTags(region, facts),
    events: [],
  }
  region.stacks.set(stack.stackId, stack)
  for (const event of stackHistory(facts, startedAt, end)) {
    happen(scene, event.timestamp, (timestamp) => tell(stack, { ...event, timestamp }))
  }
}

function tell(stack: Stack, { ofStack, ...event }: HistoryEvent): void {
  if (ofStack) addStackStatus(stack, event.timestamp, event.resourceStatus, event.resourceStatusReason)
  else addStackEvent(stack, event)
}

const flushMs = 1500

function addLogEvents(
  scene: Scene,
  region: Region,
  facts: BuildFacts,
  events: readonly InputLogEvent[],
): void {
  const first = events[0]
  if (first === undefined) return
  const stream = () => {
    const group = ensureLogGroup(region, facts.logGroupName, first.timestamp - 800)
    return ensureLogStream(group, facts.logStreamName, first.timestamp - 400).events
  }
  const past = events.filter(({ timestamp }) => timestamp + flushMs <= scene.now)
  if (past.length > 0) {
    stream().generate(
      past.length,
      (i) => past[i]?.timestamp ?? 0,
      (i) => past[i]?.message ?? '',
    )
  }
  // What is still to be written arrives as AWS delivers it: batch by batch, now and then one ten seconds late.
  for (const batch of batches(events.slice(past.length))) {
    const delay = facts.random.next() < 0.06 ? facts.random.int(4000, 10_000) : flushMs
    happen(
      scene,
      batch[0]?.timestamp ?? 0,
      (time) => {
        stream().append(
          batch.map(({ message }) => ({ timestamp: time, message })),
          Math.max(time, scene.now) + delay,
        )
      },
      delay,
    )
  }
}

/** Runs of events with one timestamp, at most 40 of them. */
function* batches(events: readonly InputLogEvent[]): Generator<InputLogEvent[]> {
  let batch: InputLogEvent[] = []
  for (const event of events) {
    if (batch.length === 40 || (batch[0] !== undefined && batch[0].timestamp !== event.timestamp)) {
      yield batch
      batch = []
    }
    batch.push(event)
  }
  if (batch.length > 0) yield batch
}

function setImage(region: Region, facts: BuildFacts, state: Omit<ImageState, 'at'>, time: number): void {
  const known = region.images.get(facts.imageArn)
  region.images.set(facts.imageArn, {
    arn: facts.imageArn,
    name: `ParallelClusterImage-${facts.imageId}`,
    version: facts.version,
    dateCreated: known?.dateCreated ?? time,
    ...(state.status === 'AVAILABLE' ? { amiId: facts.amiId } : {}),
    ...state,
  })
}

/** The parent image is Amazon's or the distribution's own. */
function addParentImage(
  region: Region,
  { parent, parentName, parentCreatedAt = '', os, platform }: BuildFacts,
): void {
  if (parentName === undefined) return
  region.amis.set(parent, {
    imageId: parent,
    name: parentName,
    description: os,
    ownerId: platform === 'DEBIAN' ? '099720109477' : '137112412989',
    state: 'available',
    architecture: 'x86_64',
    creationTime: Date.parse(parentCreatedAt),
    tags: {},
  })
}

function addAmi(region: Region, facts: BuildFacts, creationTime: number): void {
  region.amis.set(facts.amiId, {
    imageId: facts.amiId,
    name: `${facts.imageId} ${new Date(creationTime).toISOString().slice(0, 19).replaceAll(':', '-')}`,
    description: `AWS ParallelCluster AMI for ${facts.os}`,
    state: 'available',
    architecture: 'x86_64',
    creationTime,
    tags: {
      ...imageTags(region, facts),
      'parallelcluster:build_status': 'available',
      'parallelcluster:parent_image': facts.parent,
      'parallelcluster:os': facts.os,
    },
  })
}

function imageTags(region: Region, facts: BuildFacts): Record<string, string> {
  const { imageId, version, logGroupName } = facts
  return {
    'parallelcluster:image_id': imageId,
    'parallelcluster:image_name': imageId,
    'parallelcluster:version': version,
    'parallelcluster:s3_bucket': bucketOf(region),
    'parallelcluster:s3_image_dir': imageDirectory(facts),
    'parallelcluster:build_log': logGroupArn(region, logGroupName),
    'parallelcluster:build_config': `s3://${bucketOf(region)}/${imageDirectory(facts)}/configs/image-config.yaml`,
  }
}

function addConfiguration(region: Region, facts: BuildFacts): void {
  const scripts = facts.scripts.map((url) => `    - Type: script\n      Value: ${url}\n`).join('')
  const text =
    `Build:\n  InstanceType: ${facts.instanceType}\n  ParentImage: ${facts.parent}\n` +
    (facts.updateOs ? '  UpdateOsPackages:\n    Enabled: true\n' : '') +
    (scripts === '' ? '' : `  Components:\n${scripts}`)
  const bucket = ensureBucket(region, bucketOf(region), 0)
  storeObject(bucket, `${imageDirectory(facts)}/configs/image-config.yaml`, Buffer.from(text), 0)
}

function bucketOf({ account, region }: Region): string {
  const hash = createHash('sha256').update(`${account}${region}`).digest('hex').slice(0, 16)
  return `parallelcluster-${hash}-v1-do-not-delete`
}

function imageDirectory({ version, imageId, uuid }: BuildFacts): string {
  return `parallelcluster/${version}/images/${imageId}-${uuid.slice(0, 8)}`
}
