import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createCacheFolder } from './cache-folder'

const hour = 3_600_000
const megabyte = 1024 * 1024
const page = Buffer.from('a page')
const newParent = () => mkdtempSync(join(tmpdir(), 'cache-folder-'))
const own = `image-build-logs-${process.getuid?.()}`

afterEach(() => void vi.restoreAllMocks())

const quiet = () => vi.spyOn(console, 'error').mockImplementation(() => {})

async function filled() {
  const parent = newParent()
  const cache = createCacheFolder(parent, megabyte)
  await cache.write('a', Buffer.from('page a'))
  const [first = ''] = readdirSync(join(parent, own))
  await cache.write('b', Buffer.from('page b'))
  const second = readdirSync(join(parent, own)).find((name) => name !== first) ?? ''
  return { parent, cache, a: join(parent, own, first), b: join(parent, own, second) }
}

it('keeps entries over a restart, in a folder only its owner may open', async () => {
  const { parent } = await filled()
  expect(lstatSync(join(parent, own)).mode & 0o777).toBe(0o700)
  const restarted = createCacheFolder(parent, megabyte)
  expect((await restarted.read('a', hour))?.value.toString()).toBe('page a')
  expect(await restarted.read('c', hour)).toBeUndefined()
})

it.each([
  ['cut', (file: string) => truncateSync(file, 20)],
  ['empty', (file: string) => writeFileSync(file, '')],
  ['rubbish', (file: string) => writeFileSync(file, 'x'.repeat(500))],
  ['a page without its seal', (file: string) => writeFileSync(file, page)],
])('a file that is %s is absent, and makes room for a fresh one', async (_, spoil) => {
  const { cache, a } = await filled()
  spoil(a)
  expect(await cache.read('a', hour)).toBeUndefined()
  await cache.write('a', page)
  expect((await cache.read('a', hour))?.value).toEqual(page)
})

it("never gives one entry's value for another's when files were exchanged", async () => {
  const { cache, a, b } = await filled()
  writeFileSync(a, readFileSync(b))
  expect(await cache.read('a', hour)).toBeUndefined()
  expect((await cache.read('b', hour))?.value.toString()).toBe('page b')
})

it('follows no link that stands in the place of a file', async () => {
  const { parent, cache, a } = await filled()
  const target = join(parent, 'target')
  const whole = readFileSync(a)
  writeFileSync(target, whole)
  rmSync(a)
  symlinkSync(target, a)
  expect(await cache.read('a', hour)).toBeUndefined()
  await cache.write('a', page)
  expect(lstatSync(a).isSymbolicLink()).toBe(false)
  expect(readFileSync(target)).toEqual(whole)
})

it('does not use a folder that is a link, and says so once', async () => {
  const parent = newParent()
  const elsewhere = newParent()
  symlinkSync(elsewhere, join(parent, own))
  const told = quiet()
  const cache = createCacheFolder(parent, megabyte)
  for (let n = 0; n < 3; n++) await cache.write(`${n}`, page)
  expect(readdirSync(elsewhere)).toEqual([])
  expect(told).toHaveBeenCalledTimes(1)
  expect(told.mock.calls[0]?.[0]).toContain('is not a folder')
})

it('does not use a folder that everybody may write to', async () => {
  const parent = newParent()
  mkdirSync(join(parent, own))
  chmodSync(join(parent, own), 0o777)
  const told = quiet()
  await createCacheFolder(parent, megabyte).write('a', page)
  expect(readdirSync(join(parent, own))).toEqual([])
  expect(told.mock.calls[0]?.[0]).toContain('may be written by everybody')
})

it('does not use a folder of another user', async () => {
  const parent = newParent()
  mkdirSync(join(parent, own), { mode: 0o700 })
  const told = quiet()
  const uid = process.getuid?.() ?? 0
  const cache = createCacheFolder(parent, megabyte)
  vi.spyOn(process, 'getuid').mockReturnValue(uid + 1)
  await cache.write('a', page)
  expect(told.mock.calls[0]?.[0]).toContain('belongs to another user')
  expect(readdirSync(join(parent, own))).toEqual([])
})

it('logs a failing disk once, and uses it again a minute after it is well', async () => {
  const parent = newParent()
  writeFileSync(join(parent, own), 'in the way')
  const told = quiet()
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  try {
    const cache = createCacheFolder(parent, megabyte)
    for (let n = 0; n < 3; n++) {
      await cache.write('a', page)
      vi.advanceTimersByTime(61_000)
    }
    expect(told).toHaveBeenCalledTimes(1)
    rmSync(join(parent, own))
    await cache.write('a', page)
    expect((await cache.read('a', hour))?.value).toEqual(page)
  } finally {
    vi.useRealTimers()
  }
})

it("stays within its bound, and removes nobody else's files", async () => {
  const parent = newParent()
  const folder = join(parent, own)
  mkdirSync(folder, { mode: 0o700 })
  const others = ['notes.txt', `${'a'.repeat(64)}.json.gz`, `${'b'.repeat(64)}.old`]
  for (const name of others) writeFileSync(join(folder, name), Buffer.alloc(200_000))
  writeFileSync(join(parent, 'c'.repeat(64)), Buffer.alloc(2 * megabyte))
  const cache = createCacheFolder(parent, megabyte)
  for (let n = 0; n < 40; n++) await cache.write(`${n}`, Buffer.alloc(100_000, n))
  const ours = readdirSync(folder).filter((name) => !others.includes(name))
  expect(ours.length).toBeLessThan(12)
  expect((await cache.read('39', hour))?.value[0]).toBe(39)
  for (const name of others) expect(existsSync(join(folder, name))).toBe(true)
  expect(existsSync(join(parent, 'c'.repeat(64)))).toBe(true)
})

it('gives nothing that is older than asked for', async () => {
  const { cache } = await filled()
  expect(await cache.read('a', -1)).toBeUndefined()
})
