import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeReturnTo } from './return-to'

it('keeps path, query and anchor', () => {
  const link = '/images/a/logstreams/3.2.1%2F1?region=us-east-1&q=%26%20x#line-4'
  expect(safeReturnTo(link, '')).toBe(link)
  expect(safeReturnTo(`/builds${link}`, '/builds')).toBe(`/builds${link}`)
})

it.each([
  '//example.com',
  '/\\example.com',
  '/.//example.com',
  'https://example.com',
  '/\t/example.com',
  'javascript:alert(1)',
  '',
])('does not follow %j', (given) => {
  expect(safeReturnTo(given, '')).toBe('/')
})

it('does not go round in circles', () => {
  expect(safeReturnTo('/sign-in?to=/', '')).toBe('/')
  expect(safeReturnTo('/sign-out', '')).toBe('/')
})

it('stays under the base path', () => {
  expect(safeReturnTo('/elsewhere', '/builds')).toBe('/builds/')
  expect(safeReturnTo('/buildsx', '/builds')).toBe('/builds/')
})

it('always gives a path on this very server', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const given of [text, `/${text}`, `//${text}`]) {
        const url = new URL(safeReturnTo(given, ''), 'http://here.invalid')
        expect(url.origin).toBe('http://here.invalid')
      }
    }),
  )
})
