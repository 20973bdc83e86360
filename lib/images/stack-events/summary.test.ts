import { expect, test } from 'vitest'
import { at, created, resource, stack, wrapped } from './builders'
import { headline, spanName } from './headline'
import { deriveTimeline } from './spans'
import { summarize } from './summary'

const now = Date.parse(at(3600))
const failed = deriveTimeline([
  stack('CREATE_IN_PROGRESS', 0),
  ...created('InstanceRole', 1, 15),
  resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 20),
  resource('ParallelClusterImage', 'CREATE_FAILED', 741, wrapped('Image creation is cancelled.')),
  stack('CREATE_FAILED', 742),
])

test('a resource is named by its id, its status and how long that took', () => {
  expect(failed.resources.map((span) => spanName(span, now))).toEqual([
    'InstanceRole: CREATE_COMPLETE, 14 s',
    'ParallelClusterImage: CREATE_FAILED, 12 min 1 s',
  ])
})

test('a running resource’s name grows with the clock', () => {
  const { resources } = deriveTimeline([resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 0)])
  const [span] = resources
  expect(span && spanName(span, now)).toBe('ParallelClusterImage: CREATE_IN_PROGRESS, 1 h')
  expect(span && headline(span).state).toBe('running')
})

test('the summary says how it ended, why, and what took longest', () => {
  expect(summarize(failed, now)).toBe(
    'The build was cancelled after 12 min 22 s. Likely root cause: ParallelClusterImage, CREATE_FAILED: Image creation is cancelled. Longest: ParallelClusterImage, 12 min 1 s. 2 resources, 7 events.',
  )
})

test('the summary of a running build says what is in progress', () => {
  const timeline = deriveTimeline([
    stack('CREATE_IN_PROGRESS', 0),
    resource('InstanceRole', 'CREATE_IN_PROGRESS', 1),
  ])
  expect(summarize(timeline, Date.parse(at(61)))).toContain(
    'The build is running after 1 min 1 s. In progress: InstanceRole.',
  )
})
