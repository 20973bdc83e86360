import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withAnswerDeadline } from './answer-deadline'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

it('nothing waits on once an answer is there', async () => {
  expect(await withAnswerDeadline(new AbortController().signal, async () => 'there')).toBe('there')
  expect(vi.getTimerCount()).toBe(0)
})

it('an overdue answer is given up after 25 s, as a timeout', async () => {
  const asked = withAnswerDeadline(new AbortController().signal, never)
  const failed = expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
  await vi.advanceTimersByTimeAsync(25_000)
  await failed
})

it('a caller who leaves is heard, and one who has left asks nothing', async () => {
  const caller = new AbortController()
  const asked = withAnswerDeadline(caller.signal, never)
  caller.abort(new Error('left'))
  await expect(asked).rejects.toThrow('left')
  const ask = vi.fn(never)
  await expect(withAnswerDeadline(caller.signal, ask)).rejects.toThrow('left')
  expect(ask).not.toHaveBeenCalled()
})
