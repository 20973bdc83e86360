import { expect, test } from 'vitest'
import { exportArchive, file, open, tarGz } from './archive-fixture'
import { OpenedApi } from './opened-api'
import type { OpenedBuild } from './opened-build'

async function openOne(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<OpenedBuild> {
  const { builds } = await open(file(name, content))
  if (!builds[0]) throw new Error('no build')
  return builds[0]
}

async function savedAgain(build: OpenedBuild, parameters = {}): Promise<OpenedBuild> {
  const { name, body } = new OpenedApi(build).file('archive', parameters)
  expect(name).toMatch(/-logs-\d{12}\.tar\.gz$/)
  return openOne(name, new Uint8Array(await new Response(body).arrayBuffer()))
}

const facts = ({ imageId, streams, stackEvents, problems }: OpenedBuild) => ({
  imageId,
  streams: streams.map(({ logStreamName, store, timed }) => ({ logStreamName, timed, events: [...store] })),
  stackEvents,
  problems,
})

test('an opened archive saved and opened again is the same build', async () => {
  const build = await openOne('logs.tar.gz', await exportArchive())
  expect(facts(await savedAgain(build))).toEqual(facts(build))
})

test('bytes that are no UTF-8 and letters of several bytes do not unsettle the lengths in the archive', async () => {
  const log = Buffer.concat([
    Buffer.from('2022-03-29T20:29:24.775Z é 😀 '),
    Buffer.from([0xff, 0xfe, 0x80]),
    Buffer.from('\n2022-03-29T20:29:25.000Z end\n'),
  ])
  const build = await openOne('a.tar.gz', await tarGz({ 'i-logs-202203292040/cloudwatch-logs/1.0.0-1': log }))
  const again = await savedAgain(build)
  expect(facts(again)).toEqual(facts(build))
  expect(again.streams[0]?.store.message(1)).toBe('end')
})

test('a pasted log without times is saved without times', async () => {
  const build = await openOne('pasted.log', 'Step InstallBase\nStderr: boom\n')
  const again = await savedAgain(build)
  expect(facts(again)).toEqual(facts(build))
  expect(again.streams[0]?.timed).toBe(false)
})

test('what could not be read of the opened files is still told of those that are saved', async () => {
  const whole = await exportArchive('2022-03-29T20:29:24.775Z a line of the log\n'.repeat(500))
  const build = await openOne('cut.tar.gz', whole.slice(0, whole.length - 40))
  expect(build.problems).not.toEqual([])
  const again = await savedAgain(build)
  expect(again.problems).toEqual(build.problems)
})

test('account ids are masked in stack events and in the log when that is asked for', async () => {
  const log = '2022-03-29T20:29:24.775Z arn:aws:iam::123456789012:role/x\n'
  const again = await savedAgain(await openOne('logs.tar.gz', await exportArchive(log)), {
    maskAccountIds: true,
  })
  expect(again.streams[0]?.store.message(0)).toBe('arn:aws:iam::XXXXXXXXXXXX:role/x')
  expect(again.stackEvents?.[0]?.stackId).toContain(':XXXXXXXXXXXX:')
})

test('find and download answer for an opened log as the server does, within the window', async () => {
  const api = new OpenedApi(await openOne('logs.tar.gz', await exportArchive()))
  const logStreamName = '3.2.1/1'
  expect(api.answer('find', { logStreamName, q: 'TWO' })).toEqual({
    done: true,
    scanned: 3,
    total: 1,
    matches: [{ timestamp: '2022-03-29T20:29:25.001Z', ordinal: 0, eventIndex: 1, line: 1 }],
  })
  expect(api.answer('find', { logStreamName, q: 'two', startTime: '2022-03-29T20:29:25.002Z' })).toEqual({
    done: true,
    scanned: 1,
    total: 0,
    matches: [],
  })
  expect(() => api.answer('find', { logStreamName, q: '(', regularExpression: true })).toThrow(
    /regular expression/i,
  )
  const { name, body } = api.file('download', { logStreamName, endTime: '2022-03-29T20:29:25.002Z' })
  expect(name).toBe('an-image-3.2.1-1.log')
  expect(await new Response(body).text()).toBe(
    'Step InstallPClusterPackages\nCmdExecution: Stderr: one\n  two\n\n',
  )
})
