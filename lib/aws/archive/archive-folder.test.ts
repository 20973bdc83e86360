import { mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createArchiveFolder } from './archive-folder'

const root = () => mkdtempSync(join(tmpdir(), 'archive-'))
const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

function bytes(...chunks: (string | Error)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else if (chunk instanceof Error) controller.error(chunk)
      else controller.enqueue(new TextEncoder().encode(chunk))
    },
  })
}

test('an archive is written whole, with nothing beside it', async () => {
  const folder = root()
  expect(await createArchiveFolder(folder).add('a/b/x.tar.gz', async () => bytes('one ', 'two'))).toBe(true)
  expect(files(folder)).toEqual(['a', 'a/b', 'a/b/x.tar.gz'])
  expect(readFileSync(join(folder, 'a/b/x.tar.gz'), 'utf8')).toBe('one two')
})

test('of several processes at once one makes the archive, and what is there is never written over', async () => {
  const folder = root()
  let made = 0
  const add = () =>
    createArchiveFolder(folder).add('x.tar.gz', async () => {
      made++
      return bytes(`made ${made}`)
    })
  const written = await Promise.all([add(), add(), add()])
  expect(written.filter(Boolean)).toHaveLength(1)
  expect(made).toBe(1)
  expect(await add()).toBe(false)
  expect(readFileSync(join(folder, 'x.tar.gz'), 'utf8')).toBe('made 1')
  expect(files(folder)).toEqual(['x.tar.gz'])
})

test('an archive that breaks off leaves nothing, and can be made later', async () => {
  const folder = root()
  const archive = createArchiveFolder(folder)
  await expect(
    archive.add('x.tar.gz', async () => bytes('half', new Error('AWS went away'))),
  ).rejects.toThrow('AWS went away')
  expect(files(folder)).toEqual([])
  expect(await archive.add('x.tar.gz', async () => bytes('whole'))).toBe(true)
})

test('people’s own archives are listed too; anything else is not, nor touched by the sweep', async () => {
  const folder = root()
  mkdirSync(join(folder, 'from-ann'))
  for (const name of ['logs.tar.gz', 'from-ann/mine.tgz', 'notes.txt', 'half.tar.gz.1.part', 'old.claim'])
    writeFileSync(join(folder, name), 'x')
  const archive = createArchiveFolder(folder)
  expect((await archive.list()).map(({ path }) => path).sort()).toEqual(['from-ann/mine.tgz', 'logs.tar.gz'])
  utimesSync(join(folder, 'old.claim'), 0, 0)
  await archive.sweep()
  expect(files(folder)).toEqual([
    'from-ann',
    'from-ann/mine.tgz',
    'half.tar.gz.1.part',
    'logs.tar.gz',
    'notes.txt',
  ])
})

test('a folder that is not there yet is empty', async () => {
  expect(await createArchiveFolder(join(root(), 'later')).list()).toEqual([])
})
