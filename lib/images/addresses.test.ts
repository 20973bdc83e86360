import fc from 'fast-check'
import { expect, test } from 'vitest'
import { imageHref, imagesHref, logStreamHref, logStreamNameOf, stackEventsHref } from './addresses'

const segmentsIn = (href: string) =>
  new URL(href, 'http://x').pathname.split('/logstreams/')[1]?.split('/') ?? []

test('a log stream name survives its address, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      fc.pre(name !== '.' && name !== '..')
      expect(logStreamNameOf(segmentsIn(logStreamHref('img', name)))).toBe(name)
    }),
  )
})

test('a log stream name is read the same with %2F and with a raw slash', () => {
  expect(logStreamNameOf(['3.2.1%2F1'])).toBe('3.2.1/1')
  expect(logStreamNameOf(['3.2.1', '1'])).toBe('3.2.1/1')
  expect(logStreamHref('img', '3.2.1/1')).toBe('/images/img/logstreams/3.2.1/1')
})

test('absent and empty parts leave no trace in an address', () => {
  expect(imagesHref({ region: '', q: undefined })).toBe('/images')
  expect(imageHref('img', { region: 'eu-west-1' })).toBe('/images/img?region=eu-west-1')
})

test('a query value comes back as it went in', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (q) => {
      const href = logStreamHref('img', '1/1', { q })
      expect(new URL(href, 'http://x').searchParams.get('q')).toBe(q)
    }),
  )
  const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/img/0a1b'
  expect(new URL(stackEventsHref('img', { stackId }), 'http://x').searchParams.get('stackId')).toBe(stackId)
})
