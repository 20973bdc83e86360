import { describe, expect, it } from 'vitest'
import { compareBuilds } from './compare'
import { document, events, FAILED, GOOD, step } from './fixture'
import { normalise } from './normalise'
import { BuildLogParser } from './parser'
import { progressOf } from './progress'

/** Messages, with the seconds that pass before some of them. */
function timed(messages: readonly (string | number)[], from = 0) {
  const parser = new BuildLogParser()
  let time = events([''])[0]?.timestamp ?? 0
  time += from
  for (const message of messages) {
    if (typeof message === 'number') time += message * 1000
    else parser.push(time, message)
  }
  return parser.outline()
}

const stepOf = (name: string, seconds: number, text: Parameters<typeof step>[1] = {}) => {
  const messages = step(name, text)
  return [...messages.slice(0, 2), seconds, ...messages.slice(2)]
}

const good = timed([
  ...document(),
  ...stepOf('A', 10, { stdout: ['E: tolerated at 2026-01-01T00:00:00Z in /tmp/x.1'] }),
  ...stepOf('B', 100),
  ...GOOD,
])

describe('compared with a good build', () => {
  it('a build like it has no differences, in spite of new times, ids and temp paths', () => {
    const here = timed(
      [
        ...document(),
        ...stepOf('A', 12, { stdout: ['E: tolerated at 2026-02-09T07:08:09Z in /tmp/y.2'] }),
        ...stepOf('B', 110),
        ...GOOD,
      ],
      9e6,
    )
    expect(compareBuilds(here, good)).toEqual({ slower: [], firstDifference: undefined, errorsOnlyHere: [] })
  })

  it('names the slower step, the first different one and the new errors', () => {
    const here = timed([
      ...document(),
      ...stepOf('A', 60),
      ...stepOf('B', 10, { stderr: 'fatal: no', exit: 1 }),
      ...FAILED,
    ])
    expect(compareBuilds(here, good)).toMatchObject({
      slower: [{ name: 'A', here: 60_000, there: 10_000 }],
      firstDifference: { name: 'B', how: 'failed' },
      errorsOnlyHere: [{ step: 'B', line: { text: 'fatal: no' } }],
    })
  })

  it('names a step the good build never had', () => {
    const here = timed([...document(), ...stepOf('A', 10), ...stepOf('New', 1), ...GOOD])
    expect(compareBuilds(here, good).firstDifference).toMatchObject({ name: 'New', how: 'onlyHere' })
  })
})

it('a running build says which step, since when, how long it usually takes and how long it was silent', () => {
  const here = timed([
    ...document(),
    ...stepOf('A', 10),
    'Step B',
    'ExecuteBash: STARTED EXECUTION',
    20,
    'Stdout: x',
  ])
  const now = (here.lastTimestamp ?? 0) + 5_000
  expect(progressOf(here, [good], now)).toMatchObject({
    step: 'B',
    elapsed: 25_000,
    usual: 100_000,
    silence: 5_000,
    done: 1,
    usualSteps: 2,
    remaining: 75_000,
  })
})

it('there is no progress before the first step', () => {
  expect(progressOf(timed(['Launching instance']), [], 0)).toBeUndefined()
})

it.each([
  ['took 12.5 s', 'took 13 s'],
  ['pid 12 on 10.0.0.1', 'pid 99 on 10.0.7.2'],
  ['i-0abcdef0123456789 in /var/tmp/a/b', 'i-0fedcba9876543210 in /var/tmp/c'],
])('%j says the same as %j', (a, b) => expect(normalise(a)).toBe(normalise(b)))
