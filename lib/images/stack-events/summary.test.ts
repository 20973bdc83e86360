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
    'The build has been running for 1 min 1 s. In progress: InstanceRole.',
  )
})

test('the summary is sentences, whatever a reason ends with, and names a component as people do', () => {
  const because = (reason: string) =>
    summarize(
      deriveTimeline([stack('CREATE_IN_PROGRESS', 0), resource('Bucket', 'CREATE_FAILED', 9, reason)]),
      now,
    )
  expect(because('It is in another region')).toContain('CREATE_FAILED: It is in another region. Longest:')
  expect(because('Is it in another region?')).toContain('CREATE_FAILED: Is it in another region? Longest:')
  const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:component/parallelclusterimage-0b5fe7a0/3.14.0/1'
  expect(because(wrapped(`Document ${arn} failed!`))).not.toContain(arn)
})

test('a stack that was reviewed first took as long as its creation', () => {
  const reviewed = deriveTimeline([
    stack('REVIEW_IN_PROGRESS', 0),
    stack('CREATE_IN_PROGRESS', 60),
    ...created('InstanceRole', 61, 75),
    stack('CREATE_COMPLETE', 80),
  ])
  expect(summarize(reviewed, now)).toContain('The build succeeded after 20 s.')
})
