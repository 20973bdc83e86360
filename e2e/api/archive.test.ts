import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { GET as archive } from '@/app/v3/images/custom/[imageId]/archive/route'
import { openFiles } from '@/lib/images/archive/open-files'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

const imageId = 'hpc-al2023-3-14-0'

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi({ seeded: true })
})
afterEach(() => api.aws.delete('faults'))
afterAll(() => api.close())

async function saved(query = '', image = imageId) {
  const request = new NextRequest(`http://127.0.0.1/v3/images/custom/${image}/archive${query}`)
  const response = await archive(request, { params: Promise.resolve({ imageId: image }) })
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

async function opened(bytes: Uint8Array<ArrayBuffer>) {
  const files = [{ path: 'saved.tar.gz', blob: new Blob([bytes]) }]
  const { builds, problems } = await openFiles(files, new AbortController().signal, () => undefined)
  expect(builds).toHaveLength(1)
  return { build: builds[0], problems }
}

/** Every event of a stream as the API gives it. */
async function eventsOf(logStreamName: string) {
  const events: { timestamp: string; message: string }[] = []
  let token = ''
  for (;;) {
    const query = new URLSearchParams({ startFromHead: 'true', ...(token && { nextToken: token }) })
    const path = `/v3/images/custom/${imageId}/logstreams/${encodeURIComponent(logStreamName)}`
    const { body } = await api.ask(`${path}?${query}`)
    events.push(...body.events)
    if (body.nextToken === token) return events
    token = body.nextToken
  }
}

it('a saved archive opens again with every event once, in the same order, and every stack event', async () => {
  const { response, bytes } = await saved()
  expect(response.headers.get('content-disposition')).toMatch(
    new RegExp(`filename="${imageId}-logs-\\d{12}\\.tar\\.gz"`),
  )
  const { build, problems } = await opened(bytes)
  expect(problems).toEqual([])
  expect(build?.problems).toEqual([])
  expect(build?.imageId).toBe(imageId)
  const { body } = await api.ask(`/v3/images/custom/${imageId}/logstreams`)
  const names = body.logStreams.map((stream: { logStreamName: string }) => stream.logStreamName)
  expect(build?.streams.map(({ logStreamName }) => logStreamName)).toEqual(names)
  for (const { logStreamName, store } of build?.streams ?? []) {
    const read = [...store].map(({ timestamp, message }) => ({
      timestamp: new Date(timestamp).toISOString(),
      message,
    }))
    expect(read).toEqual(await eventsOf(logStreamName))
  }
  const stack = await api.ask(`/v3/images/custom/${imageId}/stackevents`)
  expect(build?.stackEvents).toEqual(stack.body.events)
})

it('the system’s own tar unpacks a saved archive into the layout of export-image-logs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saved-'))
  writeFileSync(join(folder, 'saved.tar.gz'), (await saved()).bytes)
  const { status, stderr } = spawnSync('tar', ['-xzf', 'saved.tar.gz'], { cwd: folder, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const [top = ''] = readdirSync(folder).filter((name) => name !== 'saved.tar.gz')
  expect(top).toMatch(new RegExp(`^${imageId}-logs-\\d{12}$`))
  expect(readdirSync(join(folder, top)).sort()).toEqual(['cloudwatch-logs', `${imageId}-cfn-events`])
  expect(readdirSync(join(folder, top, 'cloudwatch-logs'))).toEqual(['3.14.0-1'])
  const [page] = JSON.parse(readFileSync(join(folder, top, `${imageId}-cfn-events`), 'utf8'))
  expect(Object.keys(page[0])).toEqual(
    expect.arrayContaining(['StackId', 'EventId', 'LogicalResourceId', 'Timestamp', 'ResourceStatus']),
  )
})

it('account ids are masked where that is asked for, and only there', async () => {
  const plain = await opened((await saved()).bytes)
  const masked = await opened((await saved('?maskAccountIds=true')).bytes)
  expect(JSON.stringify(plain.build?.stackEvents)).toMatch(/:\d{12}:/)
  expect(JSON.stringify(masked.build?.stackEvents)).not.toMatch(/:\d{12}:/)
  expect(masked.build?.stackEvents?.[0]?.stackId).toContain(':XXXXXXXXXXXX:')
  expect(masked.build?.streams[0]?.store.bytes).toBe(plain.build?.streams[0]?.store.bytes)
})

it('stack events that AWS refuses are named in the archive, in its words', async () => {
  await api.aws.post('faults', { operation: 'DescribeStackEvents', kind: 'accessDenied' })
  // One whose stack nobody has asked for yet.
  const { build } = await opened((await saved('', 'cfd-ubuntu2204-3-9-1')).bytes)
  expect(build?.streams.length).toBeGreaterThan(0)
  expect(build?.stackEvents).toBeUndefined()
  expect(build?.problems).toEqual([
    {
      path: 'Stack events',
      message: expect.stringContaining('is not authorized to perform: cloudformation:DescribeStackEvents'),
    },
  ])
})

it('a log that AWS refuses half-way keeps what was read, and says that its end is missing', async () => {
  const large = 'openfoam-solver-3-13-0'
  await api.aws.post('faults', { operation: 'GetLogEvents', kind: 'accessDenied', after: 1 })
  const { build } = await opened((await saved('', large)).bytes)
  expect(build?.problems).toEqual([
    {
      path: expect.stringMatching(/^Log stream /),
      message: expect.stringMatching(/^Its end is missing\. .*is not authorized/),
    },
  ])
  expect(build?.streams[0]?.store.length).toBeGreaterThan(0)
})

it('an image nobody knows is a 404, not an empty archive', async () => {
  const { response, bytes } = await saved('', 'no-such-image')
  expect(response.status).toBe(404)
  expect(JSON.parse(new TextDecoder().decode(bytes)).message).toContain('no-such-image')
})
