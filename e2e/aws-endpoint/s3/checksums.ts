import { createHash } from 'node:crypto'
import { AwsError } from '../wire/aws-error'

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function crc32(bytes: Buffer): string {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((value ^ 0xffffffff) >>> 0)
  return sum.toString('base64')
}

const digest = (name: string) => (bytes: Buffer) => createHash(name).update(bytes).digest('base64')

/** Those that are compared; CRC32C and CRC64NVME are taken on trust. */
const algorithms: Record<string, (bytes: Buffer) => string> = {
  crc32,
  sha1: digest('sha1'),
  sha256: digest('sha256'),
}

/** The checksums a request carries, compared with what came. @throws AwsError BadDigest */
export function checkedSums(bytes: Buffer, headers: Record<string, string>): Record<string, string> {
  const md5 = headers['content-md5']
  if (md5 !== undefined && md5 !== digest('md5')(bytes)) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.')
  }
  const sums: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const algorithm = /^x-amz-checksum-(crc32c?|crc64nvme|sha1|sha256)$/.exec(name)?.[1]
    if (algorithm === undefined) continue
    const made = algorithms[algorithm]?.(bytes)
    if (made !== undefined && made !== value) {
      const text = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`
      throw new AwsError('BadDigest', text)
    }
    sums[algorithm] = value
  }
  return sums
}

export const sumHeaders = (sums: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(sums).map(([algorithm, value]) => [`x-amz-checksum-${algorithm}`, value]))
