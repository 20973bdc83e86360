import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { created, resource, stack, wrapped } from './builders'
import { likelyRootCause } from './root-cause'

const failedBuild = [
  stack('CREATE_IN_PROGRESS', 0, 'User Initiated'),
  ...created('InstanceRole', 2, 15),
  resource('ImageRecipe', 'CREATE_IN_PROGRESS', 3),
  resource('ImageRecipe', 'CREATE_FAILED', 20, 'Resource creation cancelled'),
  resource('Component', 'CREATE_IN_PROGRESS', 3),
  resource('Component', 'CREATE_FAILED', 20, "The value supplied for parameter 'data' is not valid."),
  stack('CREATE_FAILED', 21, 'The following resource(s) failed to create: [ImageRecipe, Component]. '),
]

describe('likelyRootCause', () => {
  test('is the earliest failure that is no cancellation and not the stack', () => {
    expect(likelyRootCause(failedBuild)?.logicalResourceId).toBe('Component')
  })

  test('does not depend on the order of arrival, nor on events arriving twice', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...failedBuild, ...failedBuild], { minLength: failedBuild.length * 2 }),
        (events) => {
          expect(likelyRootCause(events)?.logicalResourceId).toBe('Component')
        },
      ),
    )
  })

  test('a failure of the roll-back does not take the place of what was rolled back', () => {
    const events = [
      ...failedBuild,
      stack('ROLLBACK_IN_PROGRESS', 22),
      resource('InstanceRole', 'DELETE_FAILED', 30, 'still attached'),
      stack('ROLLBACK_FAILED', 31),
    ]
    expect(likelyRootCause(events)?.logicalResourceId).toBe('Component')
  })

  test('a failure that a retry made good is none', () => {
    const events = [
      stack('CREATE_IN_PROGRESS', 0),
      resource('InstanceRole', 'CREATE_FAILED', 3, 'Rate exceeded'),
      ...created('InstanceRole', 4, 10),
      resource('ParallelClusterImage', 'CREATE_FAILED', 90, wrapped('Image creation is cancelled.')),
      stack('CREATE_FAILED', 91),
    ]
    expect(likelyRootCause(events)?.logicalResourceId).toBe('ParallelClusterImage')
  })

  test('after CREATE_COMPLETE it is the failed clean-up, if anything', () => {
    const good = [
      stack('CREATE_IN_PROGRESS', 0),
      ...created('InstanceRole', 1, 9),
      stack('CREATE_COMPLETE', 60),
    ]
    expect(likelyRootCause(good)).toBeNull()
    const cleanup = [
      ...good,
      stack('DELETE_IN_PROGRESS', 61),
      resource('InstanceRole', 'DELETE_FAILED', 70, 'not authorized'),
      stack('DELETE_FAILED', 71),
    ]
    expect(likelyRootCause(cleanup)?.resourceStatus).toBe('DELETE_FAILED')
  })

  test('of several failures in one millisecond the one that says why', () => {
    const events = [
      resource('Aaa', 'CREATE_FAILED', 5),
      resource('Bbb', 'CREATE_FAILED', 5, 'Bbb already exists in the account'),
    ]
    expect(likelyRootCause(events)?.logicalResourceId).toBe('Bbb')
  })

  test('there is none without events', () => {
    expect(likelyRootCause([])).toBeNull()
  })
})
