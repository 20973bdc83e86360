import { expect, it } from 'vitest'
import { hitHref } from './hit-href'

const log = { imageId: 'hpc', logStreamName: '3.13.0/1' }
const query = { text: 'no space', matchCase: false, wholeWord: false, regularExpression: false }
const hit = { timestamp: '2026-11-20T10:00:00.005Z', ordinal: 3, line: 0 }

it('a hit’s address names its event by time and place in the millisecond, and the search', () => {
  expect(hitHref(log, hit, { region: 'eu-west-1' }, query)).toBe(
    '/images/hpc/logstreams/3.13.0/1?region=eu-west-1&at=2026-11-20T10:00:00.005Z~3&q=no%20space',
  )
})

it('of an event of several lines it names the line, and how the search reads', () => {
  const href = hitHref(
    log,
    { ...hit, ordinal: 0, line: 4 },
    {},
    { ...query, matchCase: true, regularExpression: true },
  )
  expect(href).toContain('at=2026-11-20T10:00:00.005Z&line=5&q=no%20space&case=true&regex=true')
})
