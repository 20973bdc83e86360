import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { analyzeWith } from '../lib/analysis-script'
import { analyze } from '../lib/aws/analysis/analyze'

const query = { text: 'needle', matchCase: false, wholeWord: false, regularExpression: false }
const page = (...messages: string[]) =>
  new TextEncoder().encode(
    JSON.stringify({
      events: messages.map((message) => ({ timestamp: '2026-11-26T00:00:00.000Z', message })),
    }),
  )
const find = (message: string, signal = new AbortController().signal) =>
  analyze('find', 'log', [query, undefined, page(message)], signal)

/** The real analyses, but that a page which says so is never done, fills the memory, or ends its thread. */
beforeAll(async () => {
  const outfile = join(mkdtempSync(join(tmpdir(), 'analysis-')), 'analysis.mjs')
  const contents = `
    import { worker } from 'workerpool'
    import { analyses } from './lib/aws/analysis/analyses'
    worker({ ...analyses, find(query, seen, page) {
      const bytes = Buffer.from(page)
      if (bytes.includes('for ever')) for (;;);
      if (bytes.includes('hoards')) for (const hoard = []; ; ) hoard.push({ held: hoard.length });
      if (bytes.includes('ends its thread')) process.exit(3);
      return analyses.find(query, seen, page)
    } })`
  await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
  analyzeWith(outfile)
})

test('a log is analyzed in a thread, and bytes are handed over', async () => {
  const bytes = page('hay', 'a needle')
  const found = await analyze('find', 'log', [query, undefined, bytes], new AbortController().signal)
  expect(found).toMatchObject({ matches: [{ eventIndex: 1 }], seen: { events: 2 } })
  expect(bytes.length).toBe(0)
})

test('an outline grows page by page in its thread; one that a thread does not know is not made up', async () => {
  const { signal } = new AbortController()
  expect(await analyze('readPage', 'new', ['new', false, page('Step A')], signal)).toBe(false)
  expect(await analyze('writeOutline', 'new', ['new'], signal)).toBeNull()
  expect(await analyze('readPage', 'new', ['new', true, page('Step A')], signal)).toBe(true)
  expect(await analyze('readPage', 'new', ['new', false, page('Step B')], signal)).toBe(true)
  const written = await analyze('writeOutline', 'new', ['new'], signal)
  const { runs, eventCount } = JSON.parse(new TextDecoder().decode(written?.json))
  expect(eventCount).toBe(2)
  expect(runs[0].documents[0].phases[0].steps.map(({ name }: { name: string }) => name)).toEqual(['A', 'B'])
})

test('what takes too long is ended and says so; meanwhile this thread is free, and afterwards others are served', async () => {
  const left = new AbortController()
  const endless = find('for ever')
  const leaving = find('a needle', left.signal)
  const patient = find('a needle')
  await sleep(100)
  left.abort(new Error('left'))
  await expect(leaving).rejects.toThrow('left')
  await expect(endless).rejects.toThrow('This log could not be analyzed: it took longer than 10 seconds.')
  expect((await patient).matches).toHaveLength(1)
})

test('what needs too much memory says so; what ends its thread otherwise is not called that', async () => {
  await expect(find('hoards')).rejects.toThrow('it needs more memory than 256 MiB.')
  await expect(find('ends its thread')).rejects.toThrow('the analysis ended unexpectedly')
  expect((await find('a needle')).matches).toHaveLength(1)
})
