import { expect, test } from 'vitest'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { isNamed } from '@/lib/images/fleet/failure-groups'
import { nameGroups } from './name-groups'

const records = Array.from(
  { length: 1_000 },
  (_, n): BuildRecord => ({
    build: `build-${n}`,
    imageId: `image-${n}`,
    version: '3.13.0',
    outcome: 'failed',
    cause: { ruleId: 'disk-full', certainty: 'likely', sentence: 'Disk full.' },
  }),
)

test('the groups of many builds are named with room for everybody else in between', async () => {
  const named: number[] = []
  let going = true
  const look = () => {
    named.push(records.filter(isNamed).length)
    if (going) setImmediate(look)
  }
  look()
  await nameGroups(records)
  going = false
  expect(records.every(isNamed)).toBe(true)
  expect(new Set(named).size).toBeGreaterThan(5)
})
