import { describe, expect, test } from 'vitest'
import type { StackEvent } from '../schemas'
import { created, resource, stack, wrapped } from './builders'
import { isLogExpected, stackOutcome } from './outcome'

const begun = [stack('CREATE_IN_PROGRESS', 0, 'User Initiated'), ...created('InstanceRole', 1, 9)]
const imageFailed = (reason: string) => [
  ...begun,
  resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 20),
  resource('ParallelClusterImage', 'CREATE_FAILED', 900, wrapped(reason)),
  stack('CREATE_FAILED', 901, 'The following resource(s) failed to create: [ParallelClusterImage]. '),
]
const DOCUMENT =
  "Workflow Execution ID: 'wf-1' failed with reason: Document arn:aws:imagebuilder:eu-west-1:123456789012:component/c/1.0.0/1 failed!"

const cases: [name: string, events: StackEvent[], outcome: string, logExpected: boolean | null][] = [
  ['no event yet', [], 'running', null],
  ['a stack being created', begun, 'running', null],
  ['a resource’s events without the stack’s', created('InstanceRole', 1, 9), 'running', null],
  ['a created stack', [...begun, stack('CREATE_COMPLETE', 60)], 'ok', true],
  [
    'a created stack that deletes itself',
    [...begun, stack('CREATE_COMPLETE', 60), stack('DELETE_IN_PROGRESS', 61)],
    'ok',
    true,
  ],
  [
    'a created stack that could not be deleted',
    [...begun, stack('CREATE_COMPLETE', 60), stack('DELETE_IN_PROGRESS', 61), stack('DELETE_FAILED', 70)],
    'cleanupFailed',
    true,
  ],
  ['a component that failed', imageFailed(DOCUMENT), 'failed', true],
  ['an instance SSM never reached', imageFailed('SSM Agent verification failed'), 'failed', false],
  ['an image cancelled in Image Builder', imageFailed('Image creation is cancelled.'), 'cancelled', null],
  [
    'a failure before the image was begun',
    [...begun, resource('ImageRecipe', 'CREATE_FAILED', 12, 'already exists'), stack('CREATE_FAILED', 13)],
    'failed',
    false,
  ],
  [
    'a failure rolled back and deleted',
    [...imageFailed(DOCUMENT), stack('ROLLBACK_COMPLETE', 990), stack('DELETE_COMPLETE', 1200)],
    'failed',
    true,
  ],
  [
    'a stack deleted while it was created',
    [...begun, stack('DELETE_IN_PROGRESS', 30, 'User Initiated'), stack('DELETE_COMPLETE', 40)],
    'cancelled',
    null,
  ],
  [
    'a roll-back asked for by a user',
    [
      ...begun,
      stack('ROLLBACK_IN_PROGRESS', 30, 'Resource creation cancelled. Rollback requested by user.'),
      stack('ROLLBACK_COMPLETE', 40),
    ],
    'cancelled',
    null,
  ],
]

describe('the outcome of a build', () => {
  for (const [name, events, outcome, logExpected] of cases) {
    test(`${name}: ${outcome}`, () => {
      expect(stackOutcome(events)).toBe(outcome)
      expect(stackOutcome(events.toReversed())).toBe(outcome)
      expect(isLogExpected(events)).toBe(logExpected)
    })
  }
})
