import { expect, test, vi } from 'vitest'
import type { Task } from 'workerpool/types/types'
import { type Asked, fairQueue } from './fair-queue'

function asks(person: string, name: string, signal = new AbortController().signal): Task<Asked> {
  const resolver = { promise: Promise.resolve(), resolve: vi.fn(), reject: vi.fn() }
  return { method: name, resolver, timeout: null, options: { metadata: { person, signal } } }
}

test('one who asks for much waits behind each who asks for little', () => {
  const queue = fairQueue()
  for (const name of ['a1', 'a2', 'a3']) queue.push(asks('a', name))
  queue.push(asks('b', 'b1'))
  queue.push(asks('c', 'c1'))
  const order = Array.from({ length: queue.size() }, () => queue.pop()?.method)
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
  expect(queue.size()).toBe(0)
  expect(queue.pop()).toBeUndefined()
})

test('what nobody waits for any more is refused when its turn comes', () => {
  const queue = fairQueue()
  const left = new AbortController()
  const task = asks('a', 'a1', left.signal)
  queue.push(task)
  expect(queue.contains(task)).toBe(true)
  left.abort()
  expect(queue.pop()).toBe(task)
  expect(task.resolver.reject).toHaveBeenCalledWith(left.signal.reason)
})
