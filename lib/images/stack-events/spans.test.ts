import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StackEvent } from '../schemas'
import { ANY_STATUS, at, created, resource, stack } from './builders'
import { deriveTimeline } from './spans'

const only = (events: StackEvent[]) => deriveTimeline(events).resources[0]
const states = (events: StackEvent[]) =>
  only(events)?.operations.map(({ operation, state }) => `${operation} ${state}`)

describe('deriveTimeline', () => {
  test('three events of a creation are one span with two segments', () => {
    const span = only(created('InstanceRole', 2, 15))
    expect(span?.operations).toHaveLength(1)
    expect(span?.operations[0]).toMatchObject({
      operation: 'CREATE',
      state: 'complete',
      resourceStatus: 'CREATE_COMPLETE',
      start: Date.parse(at(2)),
      end: Date.parse(at(15)),
    })
    expect(span?.operations[0].segments.map(({ start, end }) => [start, end])).toEqual([
      [Date.parse(at(2)), Date.parse(at(3))],
      [Date.parse(at(3)), Date.parse(at(15))],
    ])
    expect(span?.physicalResourceId).toBe('instancerole-1')
  })

  test('what still runs has no end', () => {
    const span = only([resource('ParallelClusterImage', 'CREATE_IN_PROGRESS', 30)])
    expect(span?.operations[0].state).toBe('running')
    expect(span?.operations[0].end).toBeUndefined()
  })

  test('resources stand in the order of their creation', () => {
    const events = [...created('B', 1, 5), ...created('A', 2, 4), stack('CREATE_IN_PROGRESS', 0)]
    expect(deriveTimeline(events).resources.map((span) => span.logicalResourceId)).toEqual(['B', 'A'])
  })

  test('create, roll-back and delete are operations of one stack', () => {
    const { stack: span } = deriveTimeline([
      stack('CREATE_IN_PROGRESS', 0),
      stack('ROLLBACK_IN_PROGRESS', 60),
      stack('ROLLBACK_COMPLETE', 90),
      stack('DELETE_IN_PROGRESS', 200),
    ])
    expect(span?.operations.map(({ operation, state }) => [operation, state])).toEqual([
      ['CREATE', 'unfinished'],
      ['ROLLBACK', 'complete'],
      ['DELETE', 'running'],
    ])
  })

  test('a retried resource has one span for each try', () => {
    const events = [
      resource('Role', 'CREATE_IN_PROGRESS', 1),
      resource('Role', 'CREATE_FAILED', 2, 'Rate exceeded'),
      ...created('Role', 3, 9),
    ]
    expect(states(events)).toEqual(['CREATE failed', 'CREATE complete'])
  })

  test('a cancelled resource is told from a failed one', () => {
    expect(states([resource('Role', 'CREATE_FAILED', 2, 'Resource creation cancelled')])).toEqual([
      'CREATE cancelled',
    ])
  })

  test('an update’s clean-up belongs to the update', () => {
    const events = [
      resource('Role', 'UPDATE_IN_PROGRESS', 1),
      resource('Role', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 2),
      resource('Role', 'UPDATE_COMPLETE', 3),
      resource('Role', 'DELETE_SKIPPED', 9),
    ]
    expect(states(events)).toEqual(['UPDATE complete', 'DELETE skipped'])
  })

  test('a status nobody knows stands in its place and harms nothing', () => {
    const events = [
      resource('Role', 'CREATE_IN_PROGRESS', 1),
      resource('Role', 'HOOK_PENDING', 2),
      resource('Role', 'CREATE_COMPLETE', 3),
      resource('Role', 'TELEPORTED', 9),
    ]
    expect(states(events)).toEqual(['CREATE complete', 'TELEPORTED unknown'])
    expect(only(events)?.operations[0].segments).toHaveLength(2)
  })

  test('an operation that never ended is cut off where its stack ended', () => {
    const { resources } = deriveTimeline([
      stack('CREATE_IN_PROGRESS', 0),
      resource('Role', 'CREATE_IN_PROGRESS', 1),
      stack('CREATE_FAILED', 9),
    ])
    expect(resources[0]?.operations[0]).toMatchObject({ state: 'unfinished', end: Date.parse(at(9)) })
  })

  test('a hook that stops a resource leaves one span, failed by what the hook said', () => {
    const { resources } = deriveTimeline([
      stack('CREATE_IN_PROGRESS', 0),
      resource('Topic', 'CREATE_IN_PROGRESS', 1),
      resource('Topic', 'CREATE_IN_PROGRESS', 2, 'Hook invocations initiated.'),
      resource('Topic', 'CREATE_FAILED', 5, 'The following hook(s) failed: [Company::Topic::Encrypted]'),
    ])
    const [span] = resources[0]?.operations ?? []
    expect(span).toMatchObject({ operation: 'CREATE', state: 'failed' })
    expect(span?.segments).toHaveLength(2)
    expect(span?.endedBy?.resourceStatusReason).toContain('Company::Topic::Encrypted')
  })

  test('a nested stack is a resource like any other', () => {
    const nested: StackEvent = {
      ...resource('Nested', 'CREATE_COMPLETE', 5),
      resourceType: 'AWS::CloudFormation::Stack',
      physicalResourceId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/my-image-Nested/1',
    }
    const timeline = deriveTimeline([stack('CREATE_IN_PROGRESS', 0), nested])
    expect(timeline.stack?.logicalResourceId).toBe('my-image')
    expect(timeline.resources.map((span) => span.logicalResourceId)).toEqual(['Nested'])
  })
})

const anyEvent = fc.oneof(
  fc
    .tuple(fc.constantFrom('A', 'B', 'Nested.C'), fc.constantFrom(...ANY_STATUS), fc.nat(40))
    .map(([id, status, seconds]) => resource(id, status, seconds)),
  fc.tuple(fc.constantFrom(...ANY_STATUS), fc.nat(40)).map(([status, seconds]) => stack(status, seconds)),
)
const anyHistory = fc.array(anyEvent, { maxLength: 40 })

describe('whatever the history', () => {
  test('order of arrival and repeats change nothing', () => {
    const shuffled = anyHistory.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([events, arrived]) => {
        expect(deriveTimeline(arrived)).toEqual(deriveTimeline(events))
      }),
    )
  })

  test('every event is drawn once, in spans that follow one another', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { stack: own, resources, events: ordered } = deriveTimeline(events)
        const spans = own ? [own, ...resources] : resources
        expect(spans.flatMap((span) => span.events)).toHaveLength(ordered.length)
        for (const { operations, events: held } of spans) {
          const drawn = operations.flatMap(({ segments, endedBy }) => [
            ...segments.map((segment) => segment.event),
            ...(endedBy ? [endedBy] : []),
          ])
          expect(drawn).toEqual(held)
          let time = 0
          for (const { start, end } of operations) {
            expect(start).toBeGreaterThanOrEqual(time)
            expect(end ?? start).toBeGreaterThanOrEqual(start)
            time = end ?? start
          }
          expect(operations.slice(0, -1).every(({ state }) => state !== 'running')).toBe(true)
        }
      }),
    )
  })
})
