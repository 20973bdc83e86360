import type { StackEvent } from '../schemas'

const STACK_NAME = 'my-image'
const STACK_ID =
  'arn:aws:cloudformation:eu-west-1:123456789012:stack/my-image/0b5fe7a0-1f0d-11f0-a2b1-0a1b2c3d4e5f'
const START = Date.parse('2026-03-02T09:00:00.000Z')

/** The time `seconds` after the built stack was begun. */
export function at(seconds: number): string {
  return new Date(START + Math.round(seconds * 1000)).toISOString()
}

/** A resource's event for tests: `resource('InstanceRole', 'CREATE_COMPLETE', 12)`. */
export function resource(
  logicalResourceId: string,
  resourceStatus: string,
  seconds: number,
  resourceStatusReason?: string,
): StackEvent {
  const begun = resourceStatusReason !== undefined || !resourceStatus.endsWith('_IN_PROGRESS')
  return {
    stackId: STACK_ID,
    stackName: STACK_NAME,
    eventId: `${logicalResourceId}-${resourceStatus}-${at(seconds)}`,
    logicalResourceId,
    physicalResourceId: begun ? `${logicalResourceId.toLowerCase()}-1` : '',
    resourceType:
      logicalResourceId === 'ParallelClusterImage' ? 'AWS::ImageBuilder::Image' : 'AWS::IAM::InstanceProfile',
    timestamp: at(seconds),
    resourceStatus,
    ...(resourceStatusReason === undefined ? {} : { resourceStatusReason }),
  }
}

/** An event of the stack itself, for tests. */
export function stack(resourceStatus: string, seconds: number, resourceStatusReason?: string): StackEvent {
  return {
    ...resource(STACK_NAME, resourceStatus, seconds, resourceStatusReason),
    eventId: `stack-${resourceStatus}-${at(seconds)}`,
    physicalResourceId: STACK_ID,
    resourceType: 'AWS::CloudFormation::Stack',
  }
}

/** Image Builder's words as CloudFormation wraps them. */
export function wrapped(reason: string): string {
  return `Resource handler returned message: "Error occurred during operation '${reason}'." (RequestToken: 6f1c, HandlerErrorCode: GeneralServiceException)`
}

/** A resource created in the usual three events. */
export function created(logicalResourceId: string, from: number, to: number): StackEvent[] {
  return [
    resource(logicalResourceId, 'CREATE_IN_PROGRESS', from),
    resource(logicalResourceId, 'CREATE_IN_PROGRESS', from + 1, 'Resource creation Initiated'),
    resource(logicalResourceId, 'CREATE_COMPLETE', to),
  ]
}

const OPERATIONS = ['CREATE', 'DELETE', 'UPDATE', 'IMPORT', 'EXPORT']
const ROLLBACKS = ['ROLLBACK', 'UPDATE_ROLLBACK', 'IMPORT_ROLLBACK', 'EXPORT_ROLLBACK']

/** The 28 statuses a resource can have. */
export const RESOURCE_STATUSES = [
  ...[...OPERATIONS, ...ROLLBACKS].flatMap((operation) => [
    `${operation}_IN_PROGRESS`,
    `${operation}_COMPLETE`,
    `${operation}_FAILED`,
  ]),
  'DELETE_SKIPPED',
]

/** Every status CloudFormation's API knows for resources and stacks, and two it may learn. */
export const ANY_STATUS = [
  ...RESOURCE_STATUSES,
  'REVIEW_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'MOVE_IN_PROGRESS',
  'PAUSED',
]
