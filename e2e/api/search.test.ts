import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { keepRound } from '@/lib/aws/archive/keep-builds'
import type { FoundLog } from '@/lib/images/search/found-log'
import type { SearchProgress } from '@/lib/images/search/operations'
import { type RequestContext, requestStorage } from '@/lib/request-context'
import type { Rights } from '@/lib/rights'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const archive = mkdtempSync(join(tmpdir(), 'archive-'))
process.env.ARCHIVE = archive
const failed = 'hpc-al2023-3-14-0'

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi({ seeded: true })
  const log = { info() {}, warn() {} }
  await keepRound(log, new AbortController().signal)
})
afterAll(() => api.close())

/** All a search tells, put together as a page would. */
async function search(query: Record<string, string>, rights?: Rights) {
  const context: RequestContext = { requestId: 'test', awsCalls: 0, ...(rights && { rights }) }
  const address = `/v3/search?${new URLSearchParams(query)}`
  const { status, body } = await requestStorage().run(context, () => api.ask(address))
  if (status !== 200) return { status, message: body.message as string, coverage: undefined, logs: [] }
  const told = body as SearchProgress[]
  const logs = new Map<string, FoundLog>()
  for (const each of told.flatMap(({ found = [] }) => found))
    logs.set(`${each.imageId} ${each.logStreamName}`, each)
  return { status, coverage: told.at(-1)?.coverage, logs: [...logs.values()], read: context.read, told }
}

it('finds a line in the builds that are kept, and names it so that the log’s own API has it there', async () => {
  const { logs, coverage, told, read } = await search({ q: 'unable to find a match: kernel-devel' })
  expect(logs.map(({ imageId }) => imageId)).toEqual([failed])
  expect(told?.[0]?.coverage).toMatchObject({ searched: 0, done: false })
  expect(coverage).toMatchObject({ done: true, unread: 0 })
  expect(coverage?.searched).toBe(coverage?.builds)
  expect(read).toMatchObject({ operationId: 'searchBuilds', imageIds: [failed] })
  const [log] = logs
  for (const { timestamp, ordinal = 0, line, text, marks } of log?.hits ?? []) {
    const end = new Date(Date.parse(timestamp) + 1).toISOString()
    const path = `/v3/images/custom/${failed}/logstreams/${encodeURIComponent(log?.logStreamName ?? '')}`
    const { body } = await api.ask(`${path}?startFromHead=true&startTime=${timestamp}&endTime=${end}`)
    expect(body.events[ordinal].message.split('\n')[line]).toContain(text.replaceAll('…', ''))
    expect(marks.map(([from, to]) => text.slice(from, to).toLowerCase())).toContain(
      'unable to find a match: kernel-devel',
    )
  }
  expect(log?.hits.length).toBe(log?.total)
})

it('says how many builds it covers, and how many of AWS’s are not kept', async () => {
  const { coverage } = await search({ q: 'no such words anywhere' })
  const { body } = await api.ask('/v3/images/custom')
  expect(coverage?.builds).toBeGreaterThan(10)
  expect(coverage?.notKept).toBeGreaterThan(0)
  // One running, one about to, and what AWS tells of too little to keep.
  expect((coverage?.builds ?? 0) + (coverage?.notKept ?? 0)).toBeGreaterThanOrEqual(body.images.length)
})

it('each log is told once, though the archives of later builds of the image hold it as well', async () => {
  const { logs } = await search({ q: 'Document', image: 'shared-base' })
  const names = logs.map(({ logStreamName }) => logStreamName)
  expect(names.toSorted()).toEqual(['3.0.0/1', '3.1.2/1', '3.1.2/2', '3.1.2/3'])
})

it('keeps to the period and the images asked about', async () => {
  const none = await search({ q: 'Document', endTime: '2020-01-01' })
  expect([none.coverage?.builds, none.logs]).toEqual([0, []])
  const one = await search({ q: 'Document', image: failed })
  expect(one.logs.map(({ imageId }) => imageId)).toEqual([failed])
})

it.each([
  ['(?=x)', 'Lookaheads and lookbehinds cannot be used here: they can make a search run forever.'],
  ['(', 'Not a regular expression: missing closing ): `(`'],
  ['(a)\\1', 'Backreferences cannot be used here: they can make a search run forever.'],
])('refuses %s in words', async (q, words) => {
  const { status, message } = await search({ q, regularExpression: 'true' })
  expect([status, message]).toEqual([400, `Bad Request: ${words}`])
})

it('looks into no build and tells of none that may not be read', async () => {
  const rights = [{ imageIdPrefixes: ['shared-'] }]
  const { logs, coverage, read } = await search({ q: 'Document' }, rights)
  expect(new Set(logs.map(({ imageId }) => imageId))).toEqual(new Set(['shared-base']))
  expect([coverage?.notKept, read?.imageIds]).toEqual([0, ['shared-base']])
  const all = await search({ q: 'Document' })
  expect(coverage?.builds).toBeLessThan(all.coverage?.builds ?? 0)
})

it('an archive that is damaged is counted and said, and the others are searched', async () => {
  const [name = ''] = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes(`${failed}-logs-`),
  )
  const path = join(archive, name)
  const whole = readFileSync(path)
  const before = await search({ q: 'Document', image: 'al2023' })
  // Its head, which the list is made of, stays good.
  writeFileSync(path, whole.subarray(0, whole.length - 2_000))
  const { coverage } = await search({ q: 'Document', image: 'al2023' })
  writeFileSync(path, whole)
  expect(coverage).toMatchObject({ unread: 1, searched: (before.coverage?.searched ?? 0) - 1 })
  expect(coverage?.unreadReason).toContain(failed)
})
