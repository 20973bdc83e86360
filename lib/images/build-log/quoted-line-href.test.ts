import { expect, it } from 'vitest'
import { quotedLineHref } from './quoted-line-href'

const at = { timestamp: Date.UTC(2026, 0, 2, 3, 4, 5, 6), ordinal: 2 }
const hrefOf = (line: { at?: typeof at; line?: number }) =>
  quotedLineHref('demo', '3.13.0/1', { region: 'eu-west-1' }, { text: 'x', ...line })

it('names the event, and the line only where it is not the first', () => {
  expect(hrefOf({ at, line: 0 })).toBe(
    '/images/demo/logstreams/3.13.0/1?region=eu-west-1&at=2026-01-02T03:04:05.006Z~2',
  )
  expect(hrefOf({ at, line: 117 })).toMatch(/&at=2026-01-02T03:04:05\.006Z~2&line=118$/)
})

it('a line that only the stack tells has no place in the log', () => {
  expect(hrefOf({})).toBeUndefined()
})
