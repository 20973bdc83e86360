import { expect, it } from 'vitest'
import { classifierStateAt, createClassifier } from './classify'
import { document, parse, step } from './fixture'

const kinds = (messages: readonly string[], classifier = createClassifier()) =>
  messages.map((message) =>
    classifier
      .classify(message)
      .lines.map((line) => line.kind)
      .join(' '),
  )

it('tells frame, output, echo and its repetition apart', () => {
  expect(kinds([...document(), ...step('A', { stdout: ['hi'], stderr: 'echo hi' })])).toEqual([
    'structure',
    'structure',
    'structure',
    'structure',
    'stdout',
    'echo stderr stderr',
    'structure',
    'structure',
    'duplicate duplicate duplicate',
    'structure',
    'structure',
  ])
})

it('an stderr shown only once is no repetition', () => {
  expect(kinds(step('A', { stderr: 'oops', live: false })).at(4)).toBe('stderr stderr stderr')
})

it('begun in the middle, it takes from the outline that stderr was shown before', () => {
  const messages = [...document(), ...step('A', { stderr: 'oops: error' })]
  const late = messages.slice(6)
  expect(kinds(late)[1]).toContain('stderr')
  const outline = parse(messages)
  const state = classifierStateAt(outline, { timestamp: outline.lastTimestamp ?? 0, ordinal: 0 })
  expect(kinds(late, createClassifier(state)).join()).toContain('duplicate')
})

it('says where the text begins, so that Stdout: can be quiet', () => {
  const classify = (message: string) => message.slice(createClassifier().classify(message).textStart)
  expect(classify('Stdout:     indented')).toBe('    indented')
  expect(classify('Stdout:')).toBe('')
  expect(classify('CmdExecution: Stderr: x')).toBe('x')
  expect(classify('2020-07-31 11:57:10.575 Info Stdout: hi')).toBe('hi')
})

it('Chef’s up to date is quiet, its error is an error', () => {
  expect(kinds(['Stdout:   * package[jq] action install (up to date)'])).toEqual(['quiet'])
  expect(createClassifier().classify('Stdout: E: Unable to locate package x').lines[0]?.error).toBe(true)
  expect(createClassifier().classify('Stdout:     +  error_exit "no"').lines[0]?.error).toBe(false)
})
