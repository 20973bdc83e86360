import { expect, it } from 'vitest'
import { createInFlight } from './in-flight'

function question() {
  const asked: AbortSignal[] = []
  let answer = (_: string) => {}
  const ask = (signal: AbortSignal) => {
    asked.push(signal)
    return new Promise<string>((resolve) => {
      answer = resolve
    })
  }
  return { asked, ask, answer: (text: string) => answer(text) }
}

it('asks once for callers with the same question', async () => {
  const share = createInFlight<string>()
  const { asked, ask, answer } = question()
  const callers = [1, 2, 3].map(() => share('same', new AbortController().signal, ask))
  answer('yes')
  expect(await Promise.all(callers)).toEqual(['yes', 'yes', 'yes'])
  expect(asked.length).toBe(1)
})

it('goes on when the first caller leaves, and gives up when the last does', async () => {
  const share = createInFlight<string>()
  const { asked, ask } = question()
  const [first, last] = [new AbortController(), new AbortController()]
  const [left, stays] = [share('q', first.signal, ask), share('q', last.signal, ask)]
  first.abort()
  await expect(left).rejects.toThrow()
  expect(asked[0]?.aborted).toBe(false)
  last.abort()
  await expect(stays).rejects.toThrow()
  expect(asked[0]?.aborted).toBe(true)
})

it('asks anew once there is an answer', async () => {
  const share = createInFlight<number>()
  let asked = 0
  const ask = async () => ++asked
  const { signal } = new AbortController()
  expect([await share('q', signal, ask), await share('q', signal, ask)]).toEqual([1, 2])
})
