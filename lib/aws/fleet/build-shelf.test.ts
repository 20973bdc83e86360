import { expect, test, vi } from 'vitest'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { createBuildShelf, type ShelfStore } from './build-shelf'

function memory(): ShelfStore & { writes: number } {
  const values = new Map<string, Buffer>()
  return {
    writes: 0,
    read: async (key) => [values.get(key)].filter((value) => value !== undefined),
    async write(key, value) {
      this.writes += 1
      values.set(key, value)
    },
  }
}

const record = (build: string, over: Partial<BuildRecord> = {}): BuildRecord => ({
  build,
  imageId: 'image',
  version: '3.13.0',
  outcome: 'failed',
  completionTime: '2026-11-20T10:00:00.000Z',
  ...over,
})
const buildsOf = async (shelf: ReturnType<typeof createBuildShelf>) =>
  (await shelf.all(0)).map(({ build }) => build).sort()

test('what one process found another reads, and both may write', async () => {
  const store = memory()
  const [a, b] = [createBuildShelf('x', store, 'one'), createBuildShelf('x', store, 'one')]
  const builds = Array.from({ length: 300 }, (_, n) => `build-${String(n).padStart(3, '0')}`)
  for (const build of builds.slice(0, 150)) a.add(record(build))
  await a.written()
  for (const build of builds.slice(150)) b.add(record(build))
  await b.written()
  expect(await buildsOf(a)).toEqual(builds)
  expect(a.has('build-299')).toBe(true)
  expect(await buildsOf(createBuildShelf('x', store, 'one'))).toEqual(builds)
  expect(await buildsOf(createBuildShelf('y', store, 'one'))).toEqual([])
})

test('an older engine’s record stays until the build is looked into again, and does not come back then', async () => {
  const store = memory()
  const builds = Array.from({ length: 200 }, (_, n) => `build-${n}`)
  const old = createBuildShelf('x', store, 'one')
  for (const build of builds) old.add(record(build, { step: 'Old' }))
  await old.written()
  const shelf = createBuildShelf('x', store, 'two')
  expect(await buildsOf(shelf)).toEqual([...builds].sort())
  expect(shelf.has('build-0')).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 5))
  for (const build of builds.slice(0, 100)) shelf.add(record(build, { step: 'New' }))
  await shelf.written()
  // The older process, still running beside it, writes to the same pieces.
  for (let n = 0; n < 100; n++) old.add(record(`late-${n}`, { step: 'Old' }))
  await old.written()
  const steps = new Map(
    (await createBuildShelf('x', store, 'two').all(0)).map(({ build, step }) => [build, step]),
  )
  expect(builds.map((build) => steps.get(build))).toEqual(builds.map((_, n) => (n < 100 ? 'New' : 'Old')))
  expect(steps.size).toBe(300)
})

test('what lies there in another shape is not believed', async () => {
  const store = memory()
  const good = record('a')
  const bad = { ...record('b'), outcome: 'exploded' }
  const lying = Buffer.from(
    JSON.stringify([
      { engine: 'zero', at: 1, record: good },
      { engine: 'zero', at: 1, record: bad },
    ]),
  )
  let left = 1
  const read = async () => (left-- > 0 ? [lying] : [])
  expect(await buildsOf(createBuildShelf('x', { ...store, read }, 'one'))).toEqual(['a'])
})

test('what tells nothing new is not written again, and takes nothing away', async () => {
  const store = memory()
  const shelf = createBuildShelf('x', store, 'one')
  for (const system of [undefined, 'rhel9', undefined]) {
    shelf.add(record('a', system ? { system } : {}))
    await shelf.written()
  }
  expect(store.writes).toBe(2)
  expect((await shelf.all(0))[0]?.system).toBe('rhel9')
})

test('of too many the oldest are forgotten', async () => {
  const store = memory()
  const shelf = createBuildShelf('x', store, 'one')
  const time = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString()
  for (let n = 0; n < 60_000; n++) shelf.add(record(`build-${n}`, { completionTime: time(n) }))
  await shelf.written()
  const left = await shelf.all(0)
  expect(left.length).toBe(64 * 800)
  expect(left.some(({ build }) => build === 'build-59999')).toBe(true)
  expect(left.some(({ build }) => build === 'build-0')).toBe(false)
})

test('what lies there as before is not parsed again, and of the rest one piece in a turn of the event loop', async () => {
  const store = memory()
  const writer = createBuildShelf('x', store, 'one')
  for (let n = 0; n < 2_000; n++) writer.add(record(`build-${n}`))
  await writer.written()
  const reader = createBuildShelf('x', store, 'one')
  let turn = 0
  let ticking = true
  const tick = () => {
    turn += 1
    if (ticking) setImmediate(tick)
  }
  tick()
  const parse = JSON.parse
  const turns: number[] = []
  const spy = vi.spyOn(JSON, 'parse').mockImplementation((text) => {
    turns.push(turn)
    return parse(text)
  })
  try {
    expect(await reader.all(0)).toHaveLength(2_000)
    expect(turns).toHaveLength(64)
    expect(new Set(turns).size).toBe(64)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await reader.all(0)).toHaveLength(2_000)
    expect(turns).toHaveLength(64)
    writer.add(record('another'))
    await writer.written()
    turns.length = 0
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await reader.all(0)).toHaveLength(2_001)
    expect(turns).toHaveLength(1)
  } finally {
    ticking = false
    spy.mockRestore()
  }
})
