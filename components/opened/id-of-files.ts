import type { InputFile } from '@/lib/images/archive/open-files'

const HEAD = 256 * 1024

/**
 * A short name for files by what they hold, so that whoever opens the same archive elsewhere opens the same links. No
 * proof of anything: `crypto.subtle` is missing where the page is served without https.
 */
export async function idOfFiles(files: readonly InputFile[]): Promise<string> {
  let hash = 0xcbf29ce484222325n
  const mix = (byte: number) => {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  for (const { blob } of files) {
    const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer())
    // Every byte of a small file, a thousand of a large one.
    const step = Math.max(1, Math.floor(head.length / 1024))
    for (let at = 0; at < head.length; at += step) mix(head[at] ?? 0)
    for (const character of String(blob.size)) mix(character.charCodeAt(0))
  }
  return hash.toString(36)
}
