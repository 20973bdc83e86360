import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cliCommands, shellWord } from './cli-commands'

const part = {
  imageId: 'alinux2-gpu',
  logStreamName: '3.14.0/1',
  region: 'eu-west-1',
  startTime: Date.parse('2026-11-21T10:00:00.000Z'),
  endTime: Date.parse('2026-11-21T10:05:00.001Z'),
}

const commands = (
  change: Partial<typeof part> | { region: undefined; startTime: undefined; endTime: undefined } = {},
) => cliCommands({ ...part, ...change }).map(({ command }) => command)

test('the commands name the same group, stream, region and times', () => {
  expect(commands()).toEqual([
    'aws logs get-log-events --log-group-name /aws/imagebuilder/ParallelClusterImage-alinux2-gpu ' +
      '--log-stream-name 3.14.0/1 --start-time 1795255200000 --end-time 1795255500001 --start-from-head --region eu-west-1',
    'aws logs filter-log-events --log-group-name /aws/imagebuilder/ParallelClusterImage-alinux2-gpu ' +
      '--log-stream-names 3.14.0/1 --start-time 1795255200000 --end-time 1795255500000 --region eu-west-1',
    'pcluster get-image-log-events --image-id alinux2-gpu --log-stream-name 3.14.0/1 ' +
      '--start-time 2026-11-21T10:00:00.000Z --end-time 2026-11-21T10:05:00.001Z --start-from-head true --region eu-west-1',
  ])
})

test('what is not bounded is not asked', () => {
  expect(commands({ region: undefined, startTime: undefined, endTime: undefined })[0]).toBe(
    'aws logs get-log-events --log-group-name /aws/imagebuilder/ParallelClusterImage-alinux2-gpu ' +
      '--log-stream-name 3.14.0/1 --start-from-head',
  )
})

test('a name with a quote and a dollar stays one word', () => {
  expect(commands({ logStreamName: "it's $HOME" })[0]).toContain("--log-stream-name 'it'\\''s $HOME'")
})

test('a shell reads any word back as it was', () => {
  const words = fc.sample(
    fc.string({ unit: 'binary-ascii', minLength: 1 }).map((text) => text.replaceAll('\0', '')),
    60,
  )
  const read = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
    encoding: 'utf8',
  })
  expect(read.split('\0').slice(0, -1)).toEqual(words)
})
