/** How a file is packed, told by its first bytes rather than by its name. */
export type Packing = 'gzip' | 'zip' | 'tar' | 'none' | { unsupported: string }

/** `head`: the first 512 bytes, or all of them. */
export function packingOf(head: Uint8Array): Packing {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte)
  if (starts(0x1f, 0x8b)) return 'gzip'
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip'
  if (isTar(head)) return 'tar'
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return { unsupported: 'Zstandard' }
  if (starts(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return { unsupported: 'xz' }
  if (starts(0x42, 0x5a, 0x68)) return { unsupported: 'bzip2' }
  if (starts(0x37, 0x7a, 0xbc, 0xaf)) return { unsupported: '7-Zip' }
  if (starts(0x52, 0x61, 0x72, 0x21)) return { unsupported: 'RAR' }
  return 'none'
}

/** `ustar` stands at byte 257 of every tar written since 1988, Python's included. */
function isTar(head: Uint8Array): boolean {
  return [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, index) => head[257 + index] === byte)
}

/** Whether these first bytes are text: a zero byte is in no log. UTF-16 has many, and is told apart by its mark. */
export function isText(head: Uint8Array): boolean {
  return !head.includes(0)
}

/** The encoding that a byte-order mark names, as `TextDecoder` calls it. */
export function markedEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}
