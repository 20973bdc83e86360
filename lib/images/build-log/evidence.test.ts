import { expect, it } from 'vitest'
import { readLines } from './cause/line'
import { Evidence } from './evidence'

it('of a line of a megabyte its beginning and its end are read, and no more, whatever reads it', () => {
  const evidence = new Evidence()
  evidence.add('text', `begin${' and so on'.repeat(100_000)} E: Unable to locate package slurm`, 0, 0)
  const said = readLines(evidence.lines()).map((line) => line.said)
  expect(said.join('').length).toBeLessThanOrEqual(65_536)
  expect(Math.max(...said.map(({ length }) => length))).toBeLessThanOrEqual(2_000)
  expect(said.at(0)).toMatch(/^begin and so on/)
  expect(said.at(-1)).toMatch(/E: Unable to locate package slurm$/)
})
