import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AwsFailure } from './aws-failure'
import { createKeptList } from './kept-list'
import type { Scope } from './scope'

const scope: Scope = { account: { name: 'default', roleArn: null }, region: 'us-east-1' }

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** AWS's list as it is at the time, newest first; counts the pages it is asked for. */
function listOf(pages: () => string[][]) {
  const counts = { pages: 0, failing: undefined as Error | undefined }
  async function* read() {
    for (const page of pages()) {
      if (counts.failing) throw counts.failing
      counts.pages += 1
      yield page
    }
  }
  return { counts, list: createKeptList(read, (item: string) => item) }
}

it('a list of one page is read each time, so that what is gone is gone', async () => {
  let items = ['a', 'b']
  const { list } = listOf(() => [items])
  expect(await list.upToDate(scope)).toEqual(['a', 'b'])
  items = ['b']
  expect(await list.upToDate(scope)).toEqual(['b'])
})

/** Pages of one item each, newest first, more than may be read each minute. */
const longList = () => Array.from({ length: 20 }, (_, n) => [`i${20 - n}`])
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('of a long list only the pages with something new are read again', async () => {
  const pages = longList()
  const { list, counts } = listOf(() => pages)
  expect((await list.upToDate(scope)).length).toBe(20)
  counts.pages = 0
  pages.unshift(['new'])
  expect(await list.upToDate(scope)).toContain('new')
  expect(counts.pages).toBe(2)
  counts.pages = 0
  expect(list.asKnown(scope).items.length).toBe(21)
  expect(counts.pages).toBe(0)
})

it('a list of some pages is read anew once it is almost a minute old, and is never told older', async () => {
  let pages = [['c'], ['b'], ['a']]
  const { list, counts } = listOf(() => pages)
  await list.upToDate(scope)
  pages = [['c'], ['b']]
  vi.advanceTimersByTime(45_000)
  expect(await list.asKnown(scope).done).toEqual(['c', 'b', 'a'])
  expect(counts.pages).toBe(3)
  vi.advanceTimersByTime(10_000)
  const known = list.asKnown(scope)
  expect(await known.done).toEqual(['c', 'b'])
  expect(known.kept).toBeUndefined()
})

it('a long list says of when it is once that is longer than a minute ago, until it has been read again', async () => {
  let pages = longList()
  const { list } = listOf(() => pages)
  await list.upToDate(scope)
  const readAt = Date.now()
  expect(list.asKnown(scope).kept).toBeUndefined()
  pages = pages.slice(0, -1)
  vi.advanceTimersByTime(61_000)
  const known = list.asKnown(scope)
  expect(known.items).toContain('i1')
  expect(known.kept).toEqual({ since: readAt })
  await vi.waitFor(() => expect(list.asKnown(scope).items).not.toContain('i1'))
  expect(list.asKnown(scope).kept).toBeUndefined()
})

it('the longest list is read whole again after five minutes, beside the answer', async () => {
  const pages = Array.from({ length: 200 }, (_, n) => [`i${n}`])
  const { list, counts } = listOf(() => pages)
  await list.upToDate(scope)
  vi.advanceTimersByTime(4 * 60_000)
  list.asKnown(scope)
  await vi.waitFor(() => expect(counts.pages).toBe(201))
  vi.advanceTimersByTime(2 * 60_000)
  list.asKnown(scope)
  await vi.waitFor(() => expect(counts.pages).toBe(401))
})

it('what came since stands in a long list within a minute', async () => {
  const pages = longList()
  const { list } = listOf(() => pages)
  await list.upToDate(scope)
  pages.unshift(['new'])
  vi.advanceTimersByTime(55_000)
  expect(list.asKnown(scope).items.length).toBe(20)
  await vi.waitFor(() => expect(list.asKnown(scope).items).toContain('new'))
})

it('while AWS fails a list of some pages says of when it is, each time that it is asked for', async () => {
  const { list, counts } = listOf(() => [['b'], ['a']])
  await list.upToDate(scope)
  const readAt = Date.now()
  counts.failing = new Error('AWS says no')
  vi.advanceTimersByTime(61_000)
  const known = list.asKnown(scope)
  expect(await known.done).toEqual(['b', 'a'])
  expect(known.isDone).toBe(true)
  expect(known.kept).toEqual({ since: readAt, why: 'AWS says no' })
})

it('while AWS fails a long list says of when it is, and is forgotten once it may not be read', async () => {
  const { list, counts } = listOf(longList)
  await list.upToDate(scope)
  const readAt = Date.now()
  counts.failing = new Error('AWS says no')
  for (let minutes = 0; minutes < 2; minutes++) {
    vi.advanceTimersByTime(55_000)
    list.asKnown(scope)
    await settled()
  }
  const known = list.asKnown(scope)
  expect(known.items.length).toBe(20)
  expect(known.kept).toEqual({ since: readAt, why: 'AWS says no' })
  counts.failing = new AwsFailure('refused', 'AccessDenied', 'not authorized')
  await expect(list.upToDate(scope)).rejects.toThrow('not authorized')
  await expect(list.asKnown(scope).done).rejects.toThrow('not authorized')
  counts.failing = undefined
  expect((await list.asKnown(scope).done).length).toBe(20)
  expect(list.asKnown(scope).kept).toBeUndefined()
})

it('a failure is told to all who wait, and forgotten', async () => {
  const { list, counts } = listOf(() => [['b'], ['a']])
  counts.failing = new Error('AWS says no')
  const both = [list.upToDate(scope), list.upToDate(scope)]
  for (const each of both) await expect(each).rejects.toThrow('AWS says no')
  counts.failing = undefined
  expect(await list.upToDate(scope)).toEqual(['b', 'a'])
})

it('a crowd shares one reading of a short list for four seconds, and then sees what is gone', async () => {
  let items = ['a', 'b']
  const { list, counts } = listOf(() => [items])
  const read = async () => {
    const known = await list.asKnown(scope).done
    // What was read is kept a moment after it is told.
    await settled()
    return known
  }
  expect(await read()).toEqual(['a', 'b'])
  items = ['b']
  expect(await read()).toEqual(['a', 'b'])
  expect(counts.pages).toBe(1)
  vi.advanceTimersByTime(5_000)
  expect(await read()).toEqual(['b'])
  expect(counts.pages).toBe(2)
})
