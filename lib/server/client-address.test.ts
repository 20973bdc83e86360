import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { clientAddress } from './client-address'

const from = (forwarded: string | undefined, trusted: number) =>
  clientAddress(
    {
      socket: { remoteAddress: '10.0.0.1' },
      headers: { 'x-forwarded-for': forwarded },
    } as unknown as IncomingMessage,
    trusted,
  )

it('believes only what trusted proxies wrote', () => {
  expect(from('6.6.6.6', 0)).toBe('10.0.0.1')
  expect(from('6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9')
  expect(from('6.6.6.6, 203.0.113.9, 10.0.0.2', 2)).toBe('203.0.113.9')
  expect(from(undefined, 1)).toBe('10.0.0.1')
})
