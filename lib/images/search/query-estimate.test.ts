import { expect, it } from 'vitest'
import { formatBytes, formatUsd, isCovered, priceOf, usdOf } from './query-estimate'

it('a price counts stored bytes as they are unpacked', () => {
  expect(priceOf(1.5e9, 0.005)).toEqual({
    storedBytes: 1.5e9,
    scannedBytes: 10e9,
    usdPerGb: 0.005,
    usd: 0.05,
  })
  expect(priceOf(0, 0.005).usd).toBe(0)
  expect(usdOf(2e9, 0.0063)).toBeCloseTo(0.0126)
})

it.each([
  [0, '$0.00'],
  [0.000_02, 'less than $0.01'],
  [0.01, '$0.01'],
  [1234.5, '$1,234.50'],
])('%d dollars are %s', (usd, words) => expect(formatUsd(usd)).toBe(words))

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_200, '1.2 kB'],
  [48_300_000, '48 MB'],
  [1_000_000_000, '1 GB'],
  [7_250_000_000_000, '7.3 TB'],
])('%d bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words))

it('a confirmed price covers logs that grew a little, and no others', () => {
  expect(isCovered(0.005, 0)).toBe(true)
  expect(isCovered(1.05, 1)).toBe(true)
  expect(isCovered(1.2, 1)).toBe(false)
})
