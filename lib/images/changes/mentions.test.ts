import { expect, test } from 'vitest'
import { mentions, mentionsModule } from './mentions'

test.each([
  ['Error: Unable to find a match: kernel-devel-6.1.147', 'kernel-devel'],
  ['nothing provides libx = 2 needed by y', 'libx'],
  ['package jq.x86_64 is filtered out', 'jq'],
  ["No module named 'cython'.", 'cython'],
  ['jq=1.6 has no candidate', 'jq'],
  ['libcurl breaks curl', 'curl'],
])('%j names %s', (line, name) => expect(mentions(line, name)).toBe(true))

test.each([
  ['python3-pip failed', 'python3'],
  ['libcurl failed', 'curl'],
  ['jqfoo failed', 'jq'],
  ['see go.mod', 'go'],
  ['x', 'x'],
])('%j does not name %s', (line, name) => expect(mentions(line, name)).toBe(false))

test('a module is named by what is in it, not by another one', () => {
  expect(mentionsModule('ValueError: numpy.dtype size changed', 'numpy')).toBe(true)
  expect(mentionsModule("No module named 'numpy_financial'", 'numpy')).toBe(false)
})
