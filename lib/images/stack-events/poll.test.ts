import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, created, resource, stack } from './builders'
import { pollEvery } from './poll'

const running = [stack('CREATE_IN_PROGRESS', 0), ...created('InstanceRole', 1, 9)]
const good = [...running, stack('CREATE_COMPLETE', 60)]
const after = (seconds: number) => Date.parse(at(seconds))
const minutes = (count: number) => count * 60

test('a running build is asked for again, less often while nobody looks', () => {
  const seen = pollEvery(running, false, after(10))
  const hidden = pollEvery(running, true, after(10))
  expect(seen && hidden && hidden > seen).toBe(true)
})

test('a good build is watched on, slower, until its stack has deleted itself', () => {
  const building = Number(pollEvery(running, false, after(10)))
  const waiting = Number(pollEvery(good, false, after(70)))
  expect(waiting).toBeGreaterThan(building)
  const deleting = [...good, stack('DELETE_IN_PROGRESS', 90)]
  expect(pollEvery(deleting, false, after(100))).toBe(building)
  expect(pollEvery([...deleting, stack('DELETE_COMPLETE', 120)], false, after(121))).toBe(false)
  expect(pollEvery([...deleting, stack('DELETE_FAILED', 120)], false, after(121))).toBe(false)
})

test('a stack that keeps standing is not watched for ever', () => {
  expect(pollEvery(good, false, after(60 + minutes(31)))).toBe(false)
})

test('a failed build’s stack stands until somebody deletes it: it is not asked for again', () => {
  const failed = [
    ...running,
    resource('ParallelClusterImage', 'CREATE_FAILED', 50),
    stack('CREATE_FAILED', 60),
  ]
  expect(pollEvery(failed, false, after(61))).toBe(false)
  expect(pollEvery([...running, stack('ROLLBACK_COMPLETE', 60)], false, after(61))).toBe(false)
})

test('every watch gets slower and ends, whatever the stack’s last status', () => {
  const statuses = [
    'CREATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'DELETE_IN_PROGRESS',
    'REVIEW_IN_PROGRESS',
    'NEW_WORD',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...statuses),
      fc.boolean(),
      fc.nat(500_000),
      fc.nat(500_000),
      (status, hidden, one, two) => {
        const events = [stack(status, 0)]
        const [early, late] = [Math.min(one, two), Math.max(one, two)]
        const [before, then] = [
          pollEvery(events, hidden, after(early)),
          pollEvery(events, hidden, after(late)),
        ]
        if (then !== false) expect(before !== false && before <= then).toBe(true)
        expect(pollEvery(events, hidden, after(3 * 24 * 3600))).toBe(false)
      },
    ),
  )
})

test('nothing is asked for again while there is no answer', () => {
  expect(pollEvery(undefined, false, after(0))).toBe(false)
})
