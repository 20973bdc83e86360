import { describe, expect, test } from 'vitest'
import type { Cause } from '../build-log/cause'
import { document, FAILED, GOOD, parse, step } from '../build-log/fixture'
import type { BuildFacts } from './build-facts'
import { compareFacts } from './compare-facts'

const parent = (id: string) => `Resolved Image Recipe parent image x to AMI ${id}.`

const good = parse([
  parent('ami-0a'),
  ...document(),
  ...step('A', {
    stdout: [
      'Setting up libx (1.0) ...',
      'Setting up linux-headers-6.8.0-1031-aws (6.8.0-1031.33) ...',
      'Setting up later (1) ...',
    ],
  }),
  ...step('B', { stdout: ['Setting up only-there (1) ...'] }),
  ...GOOD,
])
const failed = parse([
  parent('ami-0b'),
  ...document(),
  ...step('A', {
    stdout: [
      'Setting up libx (1.1) ...',
      'Setting up linux-headers-6.8.0-1033-aws (6.8.0-1033.35) ...',
      'Setting up later (1) ...',
      'Setting up fresh (2) ...',
    ],
  }),
  ...step('B', { stderr: 'E: libx breaks', exit: 1 }),
  ...FAILED,
])

const facts = (more: Partial<BuildFacts> = {}): BuildFacts => ({ imageId: 'x', unknown: [], ...more })
const causeOf = (text: string, more: Partial<Cause> = {}) =>
  ({ lines: [{ text }], nearby: [], ...more }) as Cause

describe('compared with a good build', () => {
  test('a package in the failing line that changed comes first, the others apart', () => {
    const { suspects, packages, inputs } = compareFacts(
      { outline: failed },
      { outline: good },
      causeOf('E: libx (>= 2) is to be installed'),
    )
    expect(suspects).toEqual([
      expect.objectContaining({
        fact: 'package',
        name: 'libx',
        there: '1.0',
        here: '1.1',
        because: 'The failing line names it.',
      }),
    ])
    expect(packages.map(({ name, there }) => [name, there])).toEqual([
      ['linux-headers-6.8.0-1033-aws', 'linux-headers-6.8.0-1031-aws 6.8.0-1031.33'],
      ['fresh', undefined],
    ])
    expect(inputs.map(({ fact, there, here }) => [fact, there, here])).toEqual([
      ['parentImage', 'ami-0a', 'ami-0b'],
      ['kernel', '6.8.0-1031-aws', '6.8.0-1033-aws'],
    ])
  })

  test('a failed build does not lack what it never came to; a good one does', () => {
    const names = (here: typeof good, there: typeof good) =>
      compareFacts({ outline: here }, { outline: there }).packages.map(({ name }) => name)
    expect(names(failed, good)).not.toContain('only-there')
    expect(names(good, failed)).toContain('fresh')
  })

  test('the parent image is told with its name and day, and suspected where the cause is on its side', () => {
    const named = (id: string, day: string) =>
      facts({ parentImage: { id, name: `al2023-${day}`, creationTime: `${day}T01:02:03.000Z` } })
    const { suspects } = compareFacts(
      { outline: failed, facts: named('ami-0b', '2026-11-20') },
      { outline: good, facts: named('ami-0a', '2026-10-01') },
      causeOf('No space left', { side: 'parentImage' }),
    )
    expect(suspects).toEqual([
      {
        fact: 'parentImage',
        there: 'ami-0a · al2023-2026-10-01 · 2026-10-01',
        here: 'ami-0b · al2023-2026-11-20 · 2026-11-20',
        because: 'The cause is in the parent image.',
      },
    ])
  })

  test('a configuration is compared where both may be read, and otherwise it is said why not', () => {
    const configured = (configuration: string) => facts({ configuration })
    const both = compareFacts(
      { outline: failed, facts: configured('Build:\n  InstanceType: c5.xlarge\n') },
      { outline: good, facts: configured('Build:\n  InstanceType: c5.large\n') },
    )
    expect(both.configuration).toEqual([
      { how: 'same', text: 'Build:' },
      { how: 'gone', text: '  InstanceType: c5.large' },
      { how: 'new', text: '  InstanceType: c5.xlarge' },
    ])
    const one = compareFacts(
      { outline: failed, facts: configured('Build:') },
      { outline: good, facts: facts({ unknown: [{ fact: 'configuration', reason: 'Its stack is gone.' }] }) },
    )
    expect(one.unknown).toContainEqual({ fact: 'configuration', reason: 'Its stack is gone.' })
    expect(one.configuration).toBeUndefined()
  })

  test('a build like it has no changes, and says what was compared', () => {
    const { suspects, packages, inputs, same } = compareFacts({ outline: good }, { outline: good })
    expect([suspects, packages, inputs]).toEqual([[], [], []])
    expect(same).toEqual(['parentImage', 'kernel', 'parallelCluster', 'package'])
  })
})
