import { expect, it } from 'vitest'
import type { FoundLog } from './found-log'
import { addProgress, noResults } from './kept-results'

const log = (imageId: string, time: string, total = 1): FoundLog => ({
  imageId,
  logStreamName: '3.13.0/1',
  total,
  hits: [{ timestamp: `2026-11-20T${time}:00.000Z`, ordinal: 0, line: 0, text: 'x', marks: [] }],
})
const coverage = { searched: 1, unread: 0, lines: 1, done: false }

it('logs stand newest first, in whichever order they were searched', () => {
  const first = addProgress(noResults, { coverage, found: [log('one', '10:00'), log('three', '12:00')] })
  const { logs } = addProgress(first, { coverage, found: [log('two', '11:00')] })
  expect(logs.map(({ imageId }) => imageId)).toEqual(['three', 'two', 'one'])
})

it('a log that comes again replaces what was said of it', () => {
  const first = addProgress(noResults, { coverage, found: [log('one', '10:00'), log('two', '09:00')] })
  const hidden = { ...log('one', '10:00', 3), isHidden: true as const }
  const { logs } = addProgress(first, { coverage: { ...coverage, done: true }, found: [hidden] })
  expect(logs).toEqual([hidden, log('two', '09:00')])
})

it('progress alone leaves what was found as it is', () => {
  const first = addProgress(noResults, { coverage, found: [log('one', '10:00')] })
  const next = addProgress(first, { coverage: { ...coverage, searched: 2 } })
  expect(next.logs).toBe(first.logs)
  expect(next.coverage?.searched).toBe(2)
})
