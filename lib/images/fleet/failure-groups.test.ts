import { expect, test } from 'vitest'
import type { BuildRecord, RecordedCause } from './build-record'
import { choicesOf, filterFailures, groupFailures, groupIdOf, largestGroups, weekOf } from './failure-groups'

let builds = 0
type Over = Partial<Omit<BuildRecord, 'cause'>> & { cause?: Partial<RecordedCause> }

function failed(sentence: string, over: Over = {}): BuildRecord {
  builds += 1
  return {
    build: `arn:aws:cloudformation:us-east-1:123456789012:stack/b/${builds}`,
    imageId: `image-${builds}`,
    version: '3.13.0',
    system: 'alinux2023',
    outcome: 'failed',
    step: 'InstallPClusterPackages',
    completionTime: '2026-11-20T10:00:00.000Z',
    ...over,
    cause: { ruleId: 'no-package', certainty: 'likely', sentence, ...over.cause },
  }
}

test('builds that differ in a package’s version only failed of one cause', () => {
  const groups = groupFailures([
    failed('No package kernel-devel-6.1.147-172.266.amzn2023 is found.'),
    failed('No package kernel-devel-6.1.150-180.1.amzn2023 is found.', { version: '3.14.0' }),
    failed('No package kernel-headers-6.1.147-172.266.amzn2023 is found.'),
  ])
  expect(groups.map((group) => [group.sentence, group.builds, group.versions])).toEqual([
    ['No package kernel-devel-‹version› is found.', 2, ['3.14.0', '3.13.0']],
    ['No package kernel-headers-6.1.147-172.266.amzn2023 is found.', 1, ['3.13.0']],
  ])
})

test('an image that failed twice of one cause counts once among the images', () => {
  const again = { imageId: 'nightly' }
  const [group] = groupFailures([
    failed('Disk full.', again),
    failed('Disk full.', again),
    failed('Disk full.'),
  ])
  expect(group).toMatchObject({ builds: 3, images: 2 })
})

test('the same words of another case are another cause', () => {
  const [a, b] = [failed('Timed out.'), failed('Timed out.', { cause: { ruleId: 'mirror-timeout' } })]
  expect(groupIdOf(a)).not.toBe(groupIdOf(b))
})

test('what no case knows is told apart by its line and its step, not by the sentence about it', () => {
  const unknown = (text: string, step: string) =>
    failed('Not recognised.', {
      step,
      cause: { ruleId: 'last-error-line', certainty: 'unrecognised', line: { text } },
    })
  const line = '/root/a/install.sh: line 12: frobnicate failed'
  const same = '/opt/install.sh: line 40: frobnicate failed'
  expect(groupIdOf(unknown(line, 'Execute'))).toBe(groupIdOf(unknown(same, 'Execute')))
  expect(groupIdOf(unknown(line, 'Execute'))).not.toBe(groupIdOf(unknown(line, 'Other')))
  expect(groupIdOf(unknown(line, 'Execute'))).not.toBe(groupIdOf(unknown('other words', 'Execute')))
})

test('the largest group comes first, of equal ones the one seen last; weeks begin on Monday', () => {
  const at = (completionTime: string) => ({ completionTime })
  const groups = groupFailures([
    failed('Old.', at('2026-10-01T00:00:00.000Z')),
    failed('New.', at('2026-11-20T00:00:00.000Z')),
    failed('Many.', at('2026-11-15T23:59:59.000Z')),
    failed('Many.', at('2026-11-16T00:00:00.000Z')),
    failed('Many.', at('2026-11-22T23:00:00.000Z')),
  ])
  expect(groups.map(({ sentence }) => sentence)).toEqual(['Many.', 'New.', 'Old.'])
  expect(groups[0]).toMatchObject({
    firstSeen: '2026-11-15T23:59:59.000Z',
    lastSeen: '2026-11-22T23:00:00.000Z',
    weeks: [
      { week: '2026-11-09', builds: 1 },
      { week: '2026-11-16', builds: 2 },
    ],
  })
})

test('cancelled and good builds are in no group', () => {
  const { cause: _, ...uncaused } = failed('x')
  const cancelled: BuildRecord = { ...uncaused, outcome: 'cancelled' }
  expect(groupFailures([cancelled, { ...failed('x'), outcome: 'ok' }])).toEqual([])
})

test('filters ask for words, a version, a system and a time, and all of them must hold', () => {
  const records = [
    failed('Disk full.', { imageId: 'hpc-gpu' }),
    failed('Disk full.', { version: '3.14.0' }),
    failed('No mirror.', { system: 'ubuntu2204', completionTime: '2026-01-01T00:00:00.000Z' }),
  ]
  const count = (filter: Parameters<typeof filterFailures>[1]) => filterFailures(records, filter).length
  expect(count({})).toBe(3)
  expect(count({ q: 'DISK hpc' })).toBe(1)
  expect(count({ q: 'installpcluster' })).toBe(3)
  expect(count({ version: '3.14.0' })).toBe(1)
  expect(count({ system: 'ubuntu2204' })).toBe(1)
  expect(count({ startTime: Date.parse('2026-11-01') })).toBe(2)
  expect(count({ version: '3.14.0', system: 'ubuntu2204' })).toBe(0)
  expect(choicesOf(records)).toEqual({
    versions: ['3.14.0', '3.13.0'],
    systems: ['alinux2023', 'ubuntu2204'],
  })
})

test('a week is named by its Monday', () => {
  expect(weekOf(Date.parse('2026-11-27T12:00:00Z'))).toBe('2026-11-23')
  expect(weekOf(Date.parse('2026-11-23T00:00:00Z'))).toBe('2026-11-23')
  expect(weekOf(Date.parse('2026-11-22T23:59:59Z'))).toBe('2026-11-16')
})

test('of too many groups the largest are told, and how many are not', () => {
  const records = ['One.', 'Two.', 'Two.', 'Three.', 'Three.', 'Three.'].map((sentence) => failed(sentence))
  const { groups, leftOut } = largestGroups(records, 2)
  expect(groups.map(({ sentence }) => sentence)).toEqual(['Three.', 'Two.'])
  expect(leftOut).toBe(1)
  expect(largestGroups(records, 3).leftOut).toBe(0)
})
