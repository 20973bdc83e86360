import fc from 'fast-check'
import { expect, test } from 'vitest'
import { created, resource, stack } from './builders'
import { logMarkers } from './log-markers'

const failedBuild = [
  stack('CREATE_IN_PROGRESS', 0, 'User Initiated'),
  ...created('InstanceRole', 1, 20),
  resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 30),
  resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 31, 'Resource creation Initiated'),
  resource('ParallelClusterImage', 'CREATE_FAILED', 900, 'Document x failed!'),
  resource('DeleteStackFunction', 'CREATE_FAILED', 901, 'Resource creation cancelled'),
  stack('CREATE_FAILED', 902),
]
const names = (events: readonly { logicalResourceId: string; resourceStatus: string }[]) =>
  events.map((event) => `${event.logicalResourceId} ${event.resourceStatus}`)

test('the stack and its image are marked once as they begin and end; roles and cancellations are not', () => {
  expect(names(logMarkers(failedBuild))).toEqual([
    'my-image CREATE_IN_PROGRESS',
    'ParallelClusterImage CREATE_IN_PROGRESS',
    'ParallelClusterImage CREATE_FAILED',
    'my-image CREATE_FAILED',
  ])
})

test('a deletion is marked by the stack’s own events, and by what could not be deleted', () => {
  const deleted = [
    stack('DELETE_IN_PROGRESS', 1000),
    resource('ParallelClusterImage', 'DELETE_IN_PROGRESS', 1001),
    resource('ParallelClusterImage', 'DELETE_FAILED', 1002, 'Internal Failure'),
    stack('DELETE_FAILED', 1003),
  ]
  expect(names(logMarkers(deleted))).toEqual([
    'my-image DELETE_IN_PROGRESS',
    'ParallelClusterImage DELETE_FAILED',
    'my-image DELETE_FAILED',
  ])
})

test('any order of arrival gives the same markers, ascending in time', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(failedBuild, { minLength: failedBuild.length }), (events) => {
      expect(logMarkers(events)).toEqual(logMarkers(failedBuild))
    }),
  )
})
