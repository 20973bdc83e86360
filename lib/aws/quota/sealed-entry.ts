import 'server-only'
import { createHash } from 'node:crypto'

/**
 * What lies on a disk or in Valkey may be cut, empty, rotten, or another entry's: each value is kept with its length,
 * its key and a checksum over all of it, and is not believed without them.
 *
 * magic 8 · key bytes uint32 · value bytes uint32 · written at double (epoch ms) · SHA-256 of what precedes and follows · key · value
 */
const magic = Buffer.from('IBLkept1', 'latin1')
const fixed = magic.length + 4 + 4 + 8
const header = fixed + 32

export type Entry = { value: Buffer; writtenAt: number }

export function sealEntry(key: string, value: Buffer, writtenAt = Date.now()): Buffer {
  const name = Buffer.from(key)
  const sealed = Buffer.alloc(header + name.length + value.length)
  magic.copy(sealed)
  sealed.writeUInt32BE(name.length, magic.length)
  sealed.writeUInt32BE(value.length, magic.length + 4)
  sealed.writeDoubleBE(writtenAt, magic.length + 8)
  name.copy(sealed, header)
  value.copy(sealed, header + name.length)
  checksum(sealed).copy(sealed, fixed)
  return sealed
}

/** @returns null for anything but what `sealEntry` made for that key; the value shares the memory of `sealed` */
export function openEntry(key: string, sealed: Buffer): Entry | null {
  if (sealed.length < header || !sealed.subarray(0, magic.length).equals(magic)) return null
  const name = Buffer.from(key)
  const end = header + sealed.readUInt32BE(magic.length) + sealed.readUInt32BE(magic.length + 4)
  if (sealed.length !== end) return null
  if (sealed.readUInt32BE(magic.length) !== name.length) return null
  if (!sealed.subarray(header, header + name.length).equals(name)) return null
  if (!sealed.subarray(fixed, header).equals(checksum(sealed))) return null
  return { value: sealed.subarray(header + name.length), writtenAt: sealed.readDoubleBE(magic.length + 8) }
}

function checksum(sealed: Buffer): Buffer {
  return createHash('sha256').update(sealed.subarray(0, fixed)).update(sealed.subarray(header)).digest()
}
