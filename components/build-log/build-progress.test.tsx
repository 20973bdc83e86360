import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { Progress } from '@/lib/images/build-log/progress'
import { BuildProgress } from './build-progress'

afterEach(cleanup)

const progress: Progress = {
  step: 'InstallPClusterPackages',
  component: 'parallelclusterimage',
  stepKey: 'k',
  running: 300_000,
  elapsed: 125_000,
  usual: undefined,
  silence: 0,
  done: 12,
  usualSteps: undefined,
  remaining: undefined,
}

function said(change: Partial<Progress>) {
  cleanup()
  render(<BuildProgress progress={{ ...progress, ...change }} outline={undefined} now={0} />)
  return screen.getByRole('region', { name: 'Progress' }).textContent
}

it('says only what is known: no usual time and no share without an earlier build', () => {
  expect(said({})).toBe('RunningInstallPClusterPackagesof parallelclusterimagefor 2 min 5 slast line 0 s ago')
  expect(screen.queryByRole('progressbar')).toBeNull()
})

it('says a long silence in whole minutes, a short one not', () => {
  expect(said({ silence: 14 * 60_000 + 50_000 })).toMatch(/no output for 14 min(?! 50)/)
  expect(said({ silence: 90_000 })).not.toContain('no output')
})

const share = () =>
  Number(screen.getByRole('progressbar', { name: 'Share of the build' }).getAttribute('value'))

it('counts steps against the usual number, and never beyond it', () => {
  expect(said({ usualSteps: 16 })).toContain('12 of about 16 steps')
  expect(share()).toBe(0.75)
  said({ usualSteps: 8 })
  expect(share()).toBe(1)
})

it('measures a build by its time where it is known how long the rest takes', () => {
  said({ usualSteps: 24, remaining: 100_000 })
  expect(share()).toBe(0.75)
})

it('tells when the log was last heard', () => {
  expect(said({ silence: 4_300 })).toContain('last line 4 s ago')
})

it('tells the stage once the last step has ended, and a step that takes longer than it usually does', () => {
  const stage = { name: 'Creating the AMI', since: 0 }
  expect(said({ stage })).toBe('RunningCreating the AMIlast line 0 s ago')
  expect(said({ usual: 60_000, verdict: 'slow' })).toContain('slower than usual')
  expect(said({ usual: 60_000, verdict: 'normal' })).not.toContain('usual ')
})

it('guesses no finer than it knows', () => {
  expect(said({ remaining: 301_000 })).toContain('about 5 min to go')
  expect(said({ remaining: 42_000 })).toContain('about 42 s to go')
  expect(said({ usual: 0 })).toContain('usually under 1 s')
  expect(said({ usual: 1_210_000 })).toContain('usually 20 min 10 s')
})
