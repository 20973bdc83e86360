import { gzipSync } from 'node:zlib'
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import { expect, test } from 'vitest'
import { exportArchive, exported, file, open, stackEvent, stackId, tar, tarGz } from './archive-fixture'
import type { OpenedStream } from './opened-build'

const messages = (stream: OpenedStream | undefined) =>
  [...(stream?.store ?? [])].map(({ message }) => message)

test('an archive of export-image-logs is one build with its stream, its messages whole, and its stack events', async () => {
  const { builds, problems } = await open(file('logs.tar.gz', await exportArchive()))
  expect(problems).toEqual([])
  expect(builds).toHaveLength(1)
  const [build] = builds
  expect(build?.imageId).toBe('an-image')
  expect(build?.problems).toEqual([])
  expect(build?.streams.map(({ logStreamName }) => logStreamName)).toEqual(['3.2.1/1'])
  expect(messages(build?.streams[0])).toEqual([
    'Step InstallPClusterPackages',
    'CmdExecution: Stderr: one\n  two\n',
    'CmdExecution: ExitCode 1',
  ])
  expect(build?.streams[0]?.store.timestamp(1)).toBe(Date.parse('2022-03-29T20:29:25.001Z'))
  expect(build?.stackEvents?.map(({ resourceStatus, stackId: id }) => [resourceStatus, id])).toEqual([
    ['CREATE_FAILED', stackId],
    ['CREATE_FAILED', stackId],
    ['CREATE_IN_PROGRESS', stackId],
  ])
})

test('a folder dropped whole is the same build as its archive', async () => {
  const { builds } = await open(
    file('an-image-logs-202203292040/cloudwatch-logs/3.2.1-1', exported),
    file(
      'an-image-logs-202203292040/an-image-cfn-events',
      JSON.stringify([[stackEvent('CREATE_FAILED', 1)]]),
    ),
  )
  expect(
    builds.map(({ imageId, streams, stackEvents }) => [imageId, streams.length, stackEvents?.length]),
  ).toEqual([['an-image', 1, 1]])
})

test('numbered parts of CloudWatch’s own export are one stream, in order of time', async () => {
  const { builds } = await open(
    file('task/3.2.1-1/000001.gz', Uint8Array.from(gzipSync('2022-03-29T20:29:26.000Z last\n'))),
    file('task/3.2.1-1/000000.gz', Uint8Array.from(gzipSync('2022-03-29T20:29:25.000Z first\n'))),
    file('task/aws-logs-write-test', 'Permission Check Successful'),
  )
  expect(builds).toHaveLength(1)
  expect(builds[0]?.streams).toHaveLength(1)
  expect(messages(builds[0]?.streams[0])).toEqual(['first', 'last'])
  expect(builds[0]?.problems).toEqual([])
})

test('the same file dropped twice does not double its lines', async () => {
  const once = await exportArchive()
  const { builds } = await open(file('a.tar.gz', once), file('b.tar.gz', once))
  expect(builds[0]?.streams[0]?.store.length).toBe(3)
  expect(builds[0]?.stackEvents).toHaveLength(3)
})

test('lines that CloudWatch exported out of order stand in order of time, those of one millisecond as they came', async () => {
  const log = '2022-03-29T20:29:26.000Z c\n2022-03-29T20:29:25.000Z a\n2022-03-29T20:29:25.000Z b\n'
  const { builds } = await open(file('3.2.1-1', log))
  expect(messages(builds[0]?.streams[0])).toEqual(['a', 'b', 'c'])
})

test('wherever an archive is cut off, it says so', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => `2022-03-29T20:29:24.775Z ${n} ${Math.sin(n)}\n`)
  const whole = await exportArchive(lines.join(''))
  const silent: number[] = []
  for (let cut = 18; cut < whole.length; cut += 31) {
    const { builds, problems } = await open(file('logs.tar.gz', whole.slice(0, cut)))
    if ([...problems, ...builds.flatMap((build) => build.problems)].length === 0) silent.push(cut)
  }
  expect(silent).toEqual([])
})

test('half an archive shows its half and says so', async () => {
  const many = Array.from(
    { length: 50_000 },
    (_, index) => `2022-03-29T20:29:24.775Z line ${index} ${Math.sin(index)}\n`,
  ).join('')
  const whole = await exportArchive(many)
  const { builds } = await open(file('logs.tar.gz', whole.slice(0, whole.length / 2)))
  const [build] = builds
  expect(build?.imageId).toBe('an-image')
  expect(build?.streams[0]?.store.length).toBeGreaterThan(5_000)
  expect(build?.streams[0]?.store.length).toBeLessThan(50_000)
  expect(build?.problems).toHaveLength(1)
  expect(build?.problems[0]?.message).toMatch(/^Damaged or cut off/)
})

test('gzip of several members is read to its end', async () => {
  const packed = Buffer.concat([
    gzipSync('2022-03-29T20:29:25.000Z first\n'),
    gzipSync('2022-03-29T20:29:26.000Z second\n'),
  ])
  const { builds } = await open(file('3.2.1-1.gz', Uint8Array.from(packed)))
  expect(messages(builds[0]?.streams[0])).toEqual(['first', 'second'])
})

test('an archive inside a zip is opened too', async () => {
  const zip = new ZipWriter(new BlobWriter())
  await zip.add('mail/logs.tar.gz', new Blob([await exportArchive()]).stream())
  const { builds } = await open({ path: 'mail.zip', blob: await zip.close() })
  expect(builds.map(({ imageId, streams }) => [imageId, streams.length])).toEqual([['an-image', 1]])
})

test('an encrypted file of a zip is named with what to do; the others are read', async () => {
  const zip = new ZipWriter(new BlobWriter())
  await zip.add('secret.log', new TextReader(exported), { password: 'x' })
  await zip.add('3.2.1-1', new TextReader(exported))
  const { builds } = await open({ path: 'a.zip', blob: await zip.close() })
  expect(builds[0]?.streams[0]?.store.length).toBe(3)
  expect(builds[0]?.problems).toEqual([
    { path: 'a.zip/secret.log', message: 'Encrypted. Unpack it with its password first.' },
  ])
})

test.each([
  ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'Not text'],
  ['nothing', new Uint8Array(0), 'Empty'],
  ['Zstandard', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 1]), 'Zstandard'],
  ['a broken gzip', Uint8Array.from(gzipSync('x').fill(0xff, 10)), 'Damaged or cut off'],
])('%s is no build, and what it is stands in a sentence', async (_name, bytes, words) => {
  const { builds, problems } = await open(file('x.bin', bytes))
  expect(builds).toEqual([])
  expect(problems.map(({ message }) => message).join()).toContain(words)
})

test('two builds in one drop stay two', async () => {
  const one = { 'a-logs-202203292040/cloudwatch-logs/3.2.1-1': exported }
  const two = { 'b-logs-202203292040/cloudwatch-logs/3.2.1-1': exported }
  const { builds } = await open(file('one.tar.gz', await tarGz(one)), file('two.tar', await tar(two)))
  expect(builds.map(({ imageId }) => imageId)).toEqual(['a', 'b'])
})

test.each([
  [
    'pcluster get-image-log-events, two pages',
    `${JSON.stringify({ events: [{ timestamp: '2022-03-29T20:29:25.000Z', message: 'a' }], nextToken: 'f/1' })}\n${JSON.stringify({ events: [{ timestamp: '2022-03-29T20:29:26.000Z', message: 'b {"' }] })}`,
    ['a', 'b {"'],
  ],
  [
    'aws logs filter-log-events',
    JSON.stringify({
      events: [{ logStreamName: '3.2.1/1', timestamp: 1648585764775, message: 'a\nb', eventId: '1' }],
    }),
    ['a\nb'],
  ],
  [
    'the console’s CSV',
    'timestamp,message\n1648585764775,"a ""quoted"", message\nof two lines"\n',
    ['a "quoted", message\nof two lines'],
  ],
  ['Insights’ CSV', '@timestamp,@message\n2022-03-29 20:29:24.775,a\n', ['a']],
  ['a paste without times', 'Step A\nStdout: b\n', ['Step A', 'Stdout: b']],
])('%s is a log', async (_name, content, expected) => {
  const { builds } = await open(file('some.file', content))
  expect(messages(builds[0]?.streams[0])).toEqual(expected)
})

test('a log in UTF-16, as PowerShell’s > writes, is read', async () => {
  const text = '\uFEFF2022-03-29T20:29:25.000Z Step Ä\r\n'
  const bytes = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index++) {
    bytes[2 * index] = text.charCodeAt(index) & 0xff
    bytes[2 * index + 1] = text.charCodeAt(index) >> 8
  }
  const { builds } = await open(file('log.txt', bytes))
  expect(messages(builds[0]?.streams[0])).toEqual(['Step Ä'])
})
