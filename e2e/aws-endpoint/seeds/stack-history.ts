import type { StackEvent } from '../cloudformation/stack'
import type { BuildFacts } from './build-facts'
import { randomFrom } from './random'
import { imageResource, resourceWaves, type StackResource } from './stack-resources'

/** A stack event still without its id. `ofStack` ones set the stack's status. */
export type HistoryEvent = Omit<StackEvent, 'eventId'> & { ofStack?: true }

/** How the stack's story ends; times are epoch ms of the image resource's last event. */
export type StackEnd =
  | { kind: 'running' }
  | { kind: 'complete'; at: number; deletion: 'complete' | 'failed' }
  | { kind: 'failed'; at: number; reason: string; deletedAt?: number }
  | { kind: 'rolledBack'; resource: string; reason: string }

/** Every event of a build's stack from `User Initiated` on, oldest first. */
export function stackHistory(facts: BuildFacts, startedAt: number, end: StackEnd): HistoryEvent[] {
  if (end.kind === 'rolledBack') return inOrder(rollback(facts, startedAt, end.resource, end.reason))
  const image = imageResource(facts)
  const { events, endedAt } = createResources(facts, startedAt)
  events.push(...initiate(image, endedAt + 1100))
  if (end.kind === 'complete') {
    events.push(resourceEvent(image, end.at, 'CREATE_COMPLETE'), stackEvent(end.at + 900, 'CREATE_COMPLETE'))
    events.push(...deletion(facts, end.at + 41_000, end.deletion))
  }
  if (end.kind === 'failed') {
    const reason = `The following resource(s) failed to create: [${image.logicalResourceId}]. `
    events.push(resourceEvent(image, end.at, 'CREATE_FAILED', end.reason))
    events.push(stackEvent(end.at + 600, 'CREATE_FAILED', reason))
    if (end.deletedAt !== undefined) events.push(...deletion(facts, end.deletedAt, 'complete'))
  }
  return inOrder(events)
}

function inOrder(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.toSorted((a, b) => a.timestamp - b.timestamp)
}

/** When ParallelClusterImage is initiated, and with it the build itself. */
export function imageStartOf(facts: BuildFacts, startedAt: number): number {
  return createResources(facts, startedAt).endedAt + 2500
}

function createResources(facts: BuildFacts, startedAt: number): { events: HistoryEvent[]; endedAt: number } {
  const events = [stackEvent(startedAt, 'CREATE_IN_PROGRESS', 'User Initiated')]
  let waveStart = startedAt + 2100
  for (const wave of resourceWaves(facts)) {
    let waveEnd = waveStart
    for (const [i, resource] of wave.entries()) {
      // Repeatable, as this is asked more than once: the same resource of a stack always takes the same time.
      const random = randomFrom(facts.uuid + resource.logicalResourceId)
      const initiated = waveStart + i * 90 + random.int(0, 80)
      const completed = initiated + 1370 + Math.round(resource.seconds * (800 + random.int(0, 500)))
      events.push(...initiate(resource, initiated), resourceEvent(resource, completed, 'CREATE_COMPLETE'))
      waveEnd = Math.max(waveEnd, completed)
    }
    waveStart = waveEnd + 1500
  }
  return { events, endedAt: waveStart }
}

/** One resource fails by itself, those under way are cancelled, then everything is taken down again. */
function rollback(facts: BuildFacts, startedAt: number, failing: string, reason: string): HistoryEvent[] {
  const all = createResources(facts, startedAt).events
  const failed = all.find((event) => event.logicalResourceId === failing && event.physicalResourceId !== '')
  const failedAt = (failed?.timestamp ?? startedAt) + 400
  const kept = all.filter((event) => event.timestamp <= failedAt)
  const created = kept.filter((event) => event.resourceStatus === 'CREATE_COMPLETE')
  const underWay = new Set(
    kept.filter((event) => event.ofStack === undefined).map((event) => event.logicalResourceId),
  )
  for (const { logicalResourceId } of created) underWay.delete(logicalResourceId)
  underWay.delete(failing)

  const cancelled = kept.filter(
    (event, i) =>
      underWay.has(event.logicalResourceId) &&
      kept.findLastIndex((other) => other.logicalResourceId === event.logicalResourceId) === i,
  )
  const failure = kept.filter((event) => event.logicalResourceId === failing).at(-1)
  const names = [failing, ...cancelled.map((event) => event.logicalResourceId)].join(', ')
  const events = [...kept]
  if (failure !== undefined) {
    events.push({
      ...failure,
      physicalResourceId: '',
      timestamp: failedAt,
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: reason,
    })
  }
  for (const event of cancelled) {
    events.push({
      ...event,
      timestamp: failedAt + 60,
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: 'Resource creation cancelled',
    })
  }
  const rolledBackAt = failedAt + 700
  events.push(
    stackEvent(
      rolledBackAt,
      'ROLLBACK_IN_PROGRESS',
      `The following resource(s) failed to create: [${names}]. Rollback requested by user.`,
    ),
  )
  let time = rolledBackAt + 1800
  for (const event of [...created, ...cancelled].toReversed()) {
    const { resourceStatusReason: _, ...rest } = event
    events.push({ ...rest, timestamp: time, resourceStatus: 'DELETE_IN_PROGRESS' })
    events.push({ ...rest, timestamp: time + 1300, resourceStatus: 'DELETE_COMPLETE' })
    time += 700
  }
  events.push(stackEvent(time + 2200, 'ROLLBACK_COMPLETE'))
  return events
}

function deletion(facts: BuildFacts, at: number, end: 'complete' | 'failed'): HistoryEvent[] {
  const events = [stackEvent(at, 'DELETE_IN_PROGRESS', 'User Initiated')]
  const resources = [...resourceWaves(facts).flat(), imageResource(facts)].toReversed()
  const stuck = 'DeleteStackFunctionExecutionRole'
  let time = at + 1900
  for (const resource of resources) {
    if (end === 'failed' && resource.logicalResourceId === stuck) continue
    events.push(
      resourceEvent(resource, time, 'DELETE_IN_PROGRESS'),
      resourceEvent(resource, time + 1600, 'DELETE_COMPLETE'),
    )
    time += 800
  }
  if (end === 'complete') return [...events, stackEvent(time + 1500, 'DELETE_COMPLETE')]
  const role = resources.at(-1)
  if (role === undefined) return events
  const reason =
    `Resource handler returned message: "User: arn:aws:sts::${facts.account}:assumed-role/${role.physicalResourceId}/ParallelClusterImage-${facts.uuid} ` +
    `is not authorized to perform: iam:DeleteRolePolicy on resource: role ${role.physicalResourceId} (Service: Iam, Status Code: 403, Request ID: ${facts.uuid})" ` +
    `(RequestToken: ${facts.uuid}, HandlerErrorCode: AccessDenied)`
  return [
    ...events,
    resourceEvent(role, time, 'DELETE_IN_PROGRESS'),
    resourceEvent(role, time + 2100, 'DELETE_FAILED', reason),
    stackEvent(time + 2900, 'DELETE_FAILED', `The following resource(s) failed to delete: [${stuck}]. `),
  ]
}

/** The two CREATE_IN_PROGRESS events of every resource: without an id, then with one. */
function initiate(resource: StackResource, at: number): HistoryEvent[] {
  return [
    { ...resourceEvent(resource, at, 'CREATE_IN_PROGRESS'), physicalResourceId: '' },
    resourceEvent(resource, at + 1370, 'CREATE_IN_PROGRESS', 'Resource creation Initiated'),
  ]
}

function resourceEvent(
  resource: StackResource,
  timestamp: number,
  resourceStatus: string,
  reason?: string,
): HistoryEvent {
  const { logicalResourceId, physicalResourceId, resourceType, properties } = resource
  return {
    logicalResourceId,
    physicalResourceId,
    resourceType,
    timestamp,
    resourceStatus,
    resourceProperties: JSON.stringify(properties),
    ...(reason === undefined ? {} : { resourceStatusReason: reason }),
  }
}

function stackEvent(timestamp: number, resourceStatus: string, reason?: string): HistoryEvent {
  return {
    ofStack: true,
    logicalResourceId: '',
    physicalResourceId: '',
    resourceType: 'AWS::CloudFormation::Stack',
    timestamp,
    resourceStatus,
    ...(reason === undefined ? {} : { resourceStatusReason: reason }),
  }
}
