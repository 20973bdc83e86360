import { expect, test } from 'vitest'
import { created, stack } from './builders'
import { pollEvery } from './poll'

const running = [stack('CREATE_IN_PROGRESS', 0), ...created('InstanceRole', 1, 9)]

test('a running build is asked for again, less often while nobody looks', () => {
  const seen = pollEvery(running, false)
  const hidden = pollEvery(running, true)
  expect(seen && hidden && hidden > seen).toBe(true)
})

test('asking stops at the end of the stack’s operation and begins again with the next one', () => {
  const ended = [...running, stack('CREATE_COMPLETE', 60)]
  expect(pollEvery(ended, false)).toBe(false)
  expect(pollEvery([...ended, stack('DELETE_IN_PROGRESS', 61)], false)).not.toBe(false)
})

test('nothing is asked for again while there is no answer', () => {
  expect(pollEvery(undefined, false)).toBe(false)
})
