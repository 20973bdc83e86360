import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openEntry, sealEntry } from './sealed-entry'

const value = Buffer.from('a page of log events, compressed')
const sealed = sealEntry('the key', value, 1_700_000_000_000)

it('gives back what was kept, and when', () => {
  expect(openEntry('the key', sealed)).toEqual({ value, writtenAt: 1_700_000_000_000 })
  expect(openEntry('', sealEntry('', Buffer.alloc(0), 5))).toEqual({ value: Buffer.alloc(0), writtenAt: 5 })
})

it("believes no other key's value, however alike the keys", () => {
  for (const key of ['the keys', 'the ke', 'The key', '']) expect(openEntry(key, sealed)).toBeNull()
})

it('believes nothing that was cut, however little', () => {
  for (let length = 0; length < sealed.length; length++) {
    expect(openEntry('the key', sealed.subarray(0, length))).toBeNull()
  }
  expect(openEntry('the key', Buffer.concat([sealed, Buffer.from([0])]))).toBeNull()
})

it('believes nothing of which a single bit has turned', () => {
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const rotten = Buffer.from(sealed)
    rotten[bit >> 3] = (rotten[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(openEntry('the key', rotten)).toBeNull()
  }
})

it('believes no rubbish', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      (bytes) => openEntry('the key', Buffer.from(bytes)) === null,
    ),
  )
})
