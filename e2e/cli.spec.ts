import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportArchive } from './export-archive'
import { expect, test } from './fixtures'

const imageId = 'hpc-al2023-3-14-0'

function explain(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['.next/standalone/image-build-logs.mjs', 'explain', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
}

test('the built command explains an exported archive without AWS', async ({ baseURL }) => {
  const path = join(mkdtempSync(join(tmpdir(), 'explain-')), 'logs.tar.gz')
  writeFileSync(path, await exportArchive(baseURL, imageId, '3.14.0/1'))
  const { status, stdout, stderr } = explain([path])
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout).toContain('Unable to find a match: kernel-devel')
})

test('the built command explains a live image as the dashboard does', async ({ aws, baseURL }) => {
  const { status, stdout, stderr } = explain(['--image', imageId, '--region', 'us-east-1', '--json'], aws.env)
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  const told = await (await fetch(`${baseURL}/v3/images/custom/${imageId}/cause`)).json()
  expect(JSON.parse(stdout)).toMatchObject(told)
})

test('an image that AWS does not know is 2, in the words of the API', ({ aws }) => {
  const { status, stderr } = explain(['--image', 'no-such-image', '--region', 'us-east-1'], aws.env)
  expect(status).toBe(2)
  expect(stderr).toMatch(/no-such-image/)
})
