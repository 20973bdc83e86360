import { expect, test } from 'vitest'
import { addressIn } from './address-in'

test('another region keeps image, stream, time and search, and forgets the old place’s stack', () => {
  const search =
    '?region=us-east-1&at=2026-11-21T10:00:00.123Z~6&q=a%26b&stackId=arn:aws:cloudformation&event=x'
  expect(addressIn('/images/a/logstreams/3.2.1/1', search, { region: 'eu-west-1' })).toBe(
    '/images/a/logstreams/3.2.1/1?region=eu-west-1&at=2026-11-21T10:00:00.123Z~6&q=a%26b',
  )
  expect(addressIn('/images', '', { account: 'prod' })).toBe('/images?account=prod')
})
