import { randomUUID } from 'node:crypto'
import type { Region } from '../world'

export type StackEvent = {
  eventId: string
  logicalResourceId: string
  physicalResourceId: string
  resourceType: string
  timestamp: number
  resourceStatus: string
  resourceStatusReason?: string
  resourceProperties?: string
  clientRequestToken?: string
}

export type Stack = {
  stackId: string
  stackName: string
  stackStatus: string
  stackStatusReason?: string
  creationTime: number
  /** Also set after a rollback or a failed deletion: only the status tells that a stack is gone. */
  deletionTime?: number
  parameters: Record<string, string>
  tags: Record<string, string>
  /** Oldest first. */
  events: StackEvent[]
}

/** What build-image's template declares; a deleted stack keeps them, unlike its tags. */
export const buildImageParameters: Record<string, string> = {
  CfnParamCookbookVersion: '3.13.0',
  CfnParamChefCookbook: '',
  CfnParamCincInstaller: '',
  CfnParamChefDnaJson: '{}',
  CfnParamUpdateOsAndReboot: 'false',
}

export function stackArn(region: Region, stackName: string, uuid: string): string {
  return `arn:aws:cloudformation:${region.region}:${region.account}:stack/${stackName}/${uuid}`
}

export function isDeleted(stack: Stack): boolean {
  return stack.stackStatus === 'DELETE_COMPLETE'
}

/** By name only a stack that is not deleted; by ARN any. */
export function findStack(region: Region, nameOrId: string): Stack | undefined {
  if (nameOrId.startsWith('arn:')) return region.stacks.get(nameOrId)
  return [...region.stacks.values()].find((stack) => stack.stackName === nameOrId && !isDeleted(stack))
}

const stackType = 'AWS::CloudFormation::Stack'

/** A resource's event, or with the stack's own name as logical id one of the stack, which also sets its status. */
export function addStackEvent(stack: Stack, event: Omit<StackEvent, 'eventId'> & { eventId?: string }): void {
  const time = new Date(event.timestamp).toISOString()
  const ofStack = event.resourceType === stackType
  const eventId =
    event.eventId ?? (ofStack ? randomUUID() : `${event.logicalResourceId}-${event.resourceStatus}-${time}`)
  stack.events.push({ ...event, eventId })
  if (!ofStack) return
  stack.stackStatus = event.resourceStatus
  if (event.resourceStatusReason === undefined) delete stack.stackStatusReason
  else stack.stackStatusReason = event.resourceStatusReason
  if (event.resourceStatus.startsWith('DELETE_') || event.resourceStatus.startsWith('ROLLBACK_')) {
    stack.deletionTime ??= event.timestamp
  }
}

/** A stack-level event: its physical id is the stack id. */
export function addStackStatus(
  stack: Stack,
  timestamp: number,
  resourceStatus: string,
  reason?: string,
): void {
  addStackEvent(stack, {
    logicalResourceId: stack.stackName,
    physicalResourceId: stack.stackId,
    resourceType: stackType,
    timestamp,
    resourceStatus,
    ...(reason === undefined ? {} : { resourceStatusReason: reason }),
  })
}
