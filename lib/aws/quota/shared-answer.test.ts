import { expect, it } from 'vitest'
import type { Scope } from '../scope'
import { sharedAnswer } from './shared-answer'

const scope: Scope = { account: { name: 'default', roleArn: null }, region: 'us-east-1' }
const elsewhere: Scope = { ...scope, region: 'eu-west-1' }
const { signal } = new AbortController()

function counted(fails = false) {
  let calls = 0
  const ask = async () => {
    calls += 1
    await new Promise((resolve) => setImmediate(resolve))
    if (fails) throw new Error('AWS says no')
    return calls
  }
  return { ask, calls: () => calls }
}

it('asks AWS once for callers who ask the same at the same time', async () => {
  const { ask, calls } = counted()
  await Promise.all(
    Array.from({ length: 50 }, () =>
      sharedAnswer('DescribeStacks', scope, 'together', new AbortController().signal, ask),
    ),
  )
  expect(calls()).toBe(1)
})

it('asks AWS again for one caller who asks again', async () => {
  const { ask } = counted()
  const once = () => sharedAnswer('DescribeStacks', scope, 'again', signal, ask)
  expect([await once(), await once(), await once()]).toEqual([1, 2, 3])
})

it('answers a crowd that asks one after another with few calls', async () => {
  const { ask, calls } = counted()
  for (let i = 0; i < 100; i++) await sharedAnswer('DescribeStacks', scope, 'crowd', signal, ask)
  expect(calls()).toBeLessThan(10)
})

it('keeps no failure, however many ask', async () => {
  const { ask, calls } = counted(true)
  for (let i = 0; i < 20; i++) {
    await expect(sharedAnswer('DescribeStacks', scope, 'failure', signal, ask)).rejects.toThrow('AWS says no')
  }
  expect(calls()).toBe(20)
})

it('tells operations, regions and questions apart', async () => {
  const { ask, calls } = counted()
  await Promise.all([
    sharedAnswer('DescribeStacks', scope, { imageId: 'a' }, signal, ask),
    sharedAnswer('DescribeStacks', scope, { imageId: 'b' }, signal, ask),
    sharedAnswer('DescribeStacks', elsewhere, { imageId: 'a' }, signal, ask),
    sharedAnswer('DescribeImages', scope, { imageId: 'a' }, signal, ask),
  ])
  expect(calls()).toBe(4)
})

it('gives the call up when the last caller has left', async () => {
  const [first, last] = [new AbortController(), new AbortController()]
  let asked: AbortSignal | undefined
  const ask = (alive: AbortSignal) => {
    asked = alive
    return new Promise<never>(() => {})
  }
  const callers = [first, last].map((caller) => sharedAnswer('GetImage', scope, 'left', caller.signal, ask))
  const answers = Promise.allSettled(callers)
  first.abort()
  await Promise.resolve()
  expect(asked?.aborted).toBe(false)
  last.abort()
  await answers
  expect(asked?.aborted).toBe(true)
})
