import { expect, test, vi } from 'vitest'
import { keptSince, noteAge, onKeptAnswers } from './kept-answers'

test('the oldest kept answer tells since when, until AWS has answered again', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
  const heard = vi.fn()
  const stop = onKeptAnswers(heard)
  expect(keptSince()).toBeUndefined()
  noteAge('/log', '90')
  noteAge('/outline', '120')
  expect(keptSince()).toBe(1_000_000 - 120_000)
  noteAge('/outline', null)
  expect(keptSince()).toBe(1_000_000 - 90_000)
  noteAge('/other', null)
  noteAge('/log', null)
  expect(keptSince()).toBeUndefined()
  expect(heard).toHaveBeenCalledTimes(4)
  stop()
  vi.useRealTimers()
})
