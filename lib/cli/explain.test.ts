import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { exportArchive } from '../images/archive/archive-fixture'
import { run } from './explain'

const failing = [
  'Step InstallBase',
  'ExecuteBash: STARTED EXECUTION',
  'CmdExecution: [ ERROR ] Command execution has resulted in an error',
  'CmdExecution: Stderr: E: Unable to locate package does-not-exist',
  'CmdExecution: ExitCode 100',
  'ExecuteBash: FINISHED EXECUTION',
  'TOE has completed execution with failure - Execution failed!',
].join('\n')
const good =
  'Step A\nExecuteBash: STARTED EXECUTION\nCmdExecution: ExitCode 0\nExecuteBash: FINISHED EXECUTION\nTOE has completed execution successfully\n'

/** A folder of these files. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

async function explain(args: readonly string[], stdin = '') {
  let out = ''
  let error = ''
  const code = await run(
    args,
    {
      stdin: Readable.from([Buffer.from(stdin)]),
      out: (text) => {
        out += text
      },
      error: (text) => {
        error += text
      },
    },
    () => Promise.reject(new Error('No AWS here.')),
  )
  return { code, out, error }
}

test('a failed build is 1 and told with step, exit code, line and advice', async () => {
  const { code, out, error } = await explain(['explain', '-'], failing)
  expect(code).toBe(1)
  expect(error).toBe('')
  expect(out).toContain('FAILED')
  expect(out).toMatch(/Step: +InstallBase.*exit code 100/)
  expect(out).toContain('> E: Unable to locate package does-not-exist')
  expect(out).toContain('Advice:')
})

test('a good build is 0', async () => {
  expect(await explain(['explain', '-'], good)).toMatchObject({ code: 0, error: '' })
})

test('an archive and its folder are read alike', async () => {
  const folder = folderOf({ 'logs.tar.gz': await exportArchive() })
  const { code, out } = await explain(['explain', join(folder, 'logs.tar.gz'), '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ imageId: 'an-image', outcome: 'failed', region: 'eu-west-1' })

  const unpacked = folderOf({ 'an-image-logs-202203292040/cloudwatch-logs/3.2.1-1': failing })
  const again = await explain(['explain', join(unpacked, 'an-image-logs-202203292040'), '--json'])
  expect(JSON.parse(again.out)).toMatchObject({
    imageId: 'an-image',
    logStreamName: '3.2.1/1',
    outcome: 'failed',
  })
})

test('a text that is no build log says so and is 2', async () => {
  const { code, out } = await explain(['explain', '-'], 'root:x:0:0:root:/root:/bin/bash\n')
  expect(code).toBe(2)
  expect(out).toContain('does not look like the log of an image build')
})

test('a file that cannot be read is 2, with its reason on stderr', async () => {
  const folder = folderOf({ 'photo.png': new Uint8Array([0x89, 0x50, 0, 1]) })
  const { code, out, error } = await explain(['explain', join(folder, 'photo.png')])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(error).toContain('photo.png: Not text')
  expect(await explain(['explain', join(folder, 'absent')])).toMatchObject({ code: 2, out: '' })
})

test('GitHub gets one error annotation whose text cannot end it early', async () => {
  const { out } = await explain(['explain', '-', '--github'], failing)
  expect(out).toMatch(/^::error title=standard input%3A step InstallBase failed::[^\n]+\n$/)
  expect(out).toContain('%0AE: Unable to locate package does-not-exist')
})

test('Markdown never names an account, JSON only without --mask-account-ids', async () => {
  const log = failing.replace('does-not-exist', 'for-123456789012')
  expect((await explain(['explain', '-', '--markdown'], log)).out).not.toContain('123456789012')
  expect((await explain(['explain', '-', '--json'], log)).out).toContain('123456789012')
  expect((await explain(['explain', '-', '--json', '--mask-account-ids'], log)).out).not.toContain(
    '123456789012',
  )
})

test.each([
  [['explain'], 'Name a file'],
  [['describe'], "Unknown command 'describe'"],
  [['explain', 'a', '--image', 'b'], 'either files or --image'],
  [['explain', 'a', '--region', 'b'], '--region and --account go with --image'],
  [['explain', 'a', '--json', '--github'], 'Choose one of'],
  [['explain', '--image', 'b'], 'No AWS here.'],
])('%j is 2 and says what is wrong', async (args, words) => {
  const { code, error } = await explain(args)
  expect(code).toBe(2)
  expect(error).toContain(words)
})

test('without a command the help is shown', async () => {
  const { code, out } = await explain([])
  expect(code).toBe(0)
  expect(out).toContain('image-build-logs explain')
})
