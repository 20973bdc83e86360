import { expect, test } from 'vitest'
import { whyNotLinear } from './linear-pattern-fixture'
import { patternsOfCode } from './patterns-of-code-fixture'

const { literals, constructed } = patternsOfCode()

test('no text makes a pattern of the code take more than linear time', () => {
  expect(literals.length).toBeGreaterThan(300)
  const slow = literals.flatMap(({ place, source, flags }) => {
    const why = whyNotLinear(source, flags)
    return why ? [`${place} /${source}/${flags}: ${why}`] : []
  })
  expect(slow).toEqual([])
}, 300_000)

test('patterns are written, where they can be checked, not made of texts', () => {
  expect(constructed).toEqual([
    // What a person looks for
    'lib/images/log-events/find-query.ts',
    // The addresses of the app's own routes
    'lib/server/routes.ts',
  ])
})

test.each([
  ['(a+)+$', ''],
  ['(?:^|: )([\\w-]+\\[[^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*\\]) \\(', 'g'],
  ['(\\S+)\\s*$', ''],
  ['[.,;:]+$', ''],
  ['from .* to', ''],
  ['\\[[\\d!]*[ -/]*[@-~]', ''],
  ['^\\s*\\|?\\s*x', ''],
  ['^.*a.*b', ''],
  ['(?:\\w+\\.?)*:', ''],
  [': note(?!.*seen)', ''],
  ['(?<=\\s\\S*\\s*)x', ''],
  ['\\b(?:[A-Z]\\w*::)+\\w+: ', ''],
  ['(?:.{0,99}a){0,99}b', ''],
  ['a.{0,99}b.{0,99}c', ''],
  ['(a)\\1', ''],
])('/%s/%s is not linear', (source, flags) => {
  expect(whyNotLinear(source, flags)).not.toBeNull()
})

test.each([
  ['^(?:a|b.*)c', ''],
  ["'([^']+)' not found", ''],
  ['\\b\\d+ lines', ''],
  ['^\\s*\\w+: .*', ''],
  ['from .{0,300} to', 'i'],
  ['[\\s,]+', 'g'],
  ['\\bhttps?://\\S+', 'g'],
  ['(?<!option \\S+ )conflicts', ''],
  ['^[a-z]{2}(?:-[a-z]+)+-\\d$', ''],
])('/%s/%s is linear', (source, flags) => {
  expect(whyNotLinear(source, flags)).toBeNull()
})
