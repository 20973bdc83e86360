import type { AwsCall } from '../wire/aws-call'
import { AwsError, validationText } from '../wire/aws-error'
import type { XmlObject } from '../wire/xml'
import type { Region } from '../world'
import { pageOf } from './page'
import { findStack, isDeleted, type Stack, type StackEvent } from './stack'

const ninetyDays = 90 * 86_400_000

/** Every stack that lives or was deleted within 90 days, newest first, 100 a page. */
export function listStacks(region: Region, { params }: AwsCall, now: number): XmlObject {
  const wanted = listOf(params, 'StackStatusFilter')
  const stacks = newestFirst(region, now).filter(
    ({ stackStatus }) => wanted.length === 0 || wanted.includes(stackStatus),
  )
  const { page, NextToken } = pageOf(stacks, ({ stackId }) => stackId, 100, params.NextToken)
  return {
    StackSummaries: page.map((stack) => ({
      StackId: stack.stackId,
      StackName: stack.stackName,
      CreationTime: isoTime(stack.creationTime),
      DeletionTime: isoTime(stack.deletionTime),
      StackStatus: stack.stackStatus,
      StackStatusReason: stack.stackStatusReason,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    })),
    NextToken,
  }
}

/** One stack by name (living) or ARN (also deleted), or all living ones, 20 a page. */
export function describeStacks(region: Region, { params }: AwsCall, now: number): XmlObject {
  const wanted = params.StackName
  if (wanted === undefined) {
    const living = newestFirst(region, now).filter((stack) => !isDeleted(stack))
    const { page, NextToken } = pageOf(living, ({ stackId }) => stackId, 20, params.NextToken)
    return { Stacks: page.map(stackDescription), NextToken }
  }
  const stack = findStack(region, String(wanted))
  if (stack === undefined || isForgotten(stack, now)) {
    throw new AwsError('ValidationError', `Stack with id ${String(wanted)} does not exist`)
  }
  return { Stacks: [stackDescription(stack)] }
}

/** Newest first, 100 a page, of a living stack by name or of any by ARN. */
export function describeStackEvents(region: Region, { params }: AwsCall, now: number): XmlObject {
  const wanted = params.StackName
  if (wanted === undefined) {
    throw new AwsError('ValidationError', validationText(undefined, 'stackName', 'not be null'))
  }
  const stack = findStack(region, String(wanted))
  if (stack === undefined || isForgotten(stack, now)) {
    throw new AwsError('ValidationError', `Stack [${String(wanted)}] does not exist`)
  }
  const { page, NextToken } = pageOf(
    stack.events.toReversed(),
    ({ eventId }) => eventId,
    100,
    params.NextToken,
  )
  return { StackEvents: page.map((event) => eventDescription(stack, event)), NextToken }
}

function stackDescription(stack: Stack): XmlObject {
  const deleted = isDeleted(stack)
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    Parameters: pairs(stack.parameters, 'ParameterKey', 'ParameterValue'),
    CreationTime: isoTime(stack.creationTime),
    DeletionTime: isoTime(stack.deletionTime),
    RollbackConfiguration: {},
    StackStatus: stack.stackStatus,
    StackStatusReason: stack.stackStatusReason,
    DisableRollback: !stack.stackStatus.startsWith('ROLLBACK_'),
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    // A deleted stack has lost its tags but kept its parameters (observed on AWS).
    Tags: deleted ? [] : pairs(stack.tags, 'Key', 'Value'),
    EnableTerminationProtection: deleted ? undefined : false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  }
}

function eventDescription(stack: Stack, event: StackEvent): XmlObject {
  return {
    StackId: stack.stackId,
    EventId: event.eventId,
    StackName: stack.stackName,
    LogicalResourceId: event.logicalResourceId,
    PhysicalResourceId: event.physicalResourceId,
    ResourceType: event.resourceType,
    Timestamp: isoTime(event.timestamp),
    ResourceStatus: event.resourceStatus,
    ResourceStatusReason: event.resourceStatusReason,
    ResourceProperties: event.resourceProperties,
    ClientRequestToken: event.clientRequestToken,
  }
}

function newestFirst(region: Region, now: number): Stack[] {
  return [...region.stacks.values()]
    .filter((stack) => !isForgotten(stack, now))
    .toSorted((a, b) => b.creationTime - a.creationTime)
}

function isForgotten(stack: Stack, now: number): boolean {
  return isDeleted(stack) && (stack.deletionTime ?? now) < now - ninetyDays
}

function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}

function pairs(values: Record<string, string>, key: string, value: string): XmlObject[] {
  return Object.entries(values).map(([name, text]) => ({ [key]: name, [value]: text }))
}

/** `Name.member.1=…&Name.member.2=…` in order. */
function listOf(params: Record<string, unknown>, name: string): string[] {
  return Object.entries(params).flatMap(([key, value]) =>
    key.startsWith(`${name}.member.`) ? [String(value)] : [],
  )
}
