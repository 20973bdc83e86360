import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { InputFile } from '@/lib/images/archive/open-files'

/** The files that a command line names: folders with all that is in them, `-` as standard input. */
export async function inputFiles(
  paths: readonly string[],
  stdin: NodeJS.ReadableStream,
): Promise<InputFile[]> {
  const found: InputFile[] = []
  for (const path of paths) {
    if (path === '-') found.push({ path: 'standard input', blob: new Blob([await buffer(stdin)]) })
    else if ((await stat(path)).isDirectory()) found.push(...(await filesIn(path)))
    else found.push({ path: basename(path), blob: await blobOf(path) })
  }
  return found
}

async function filesIn(folder: string): Promise<InputFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: InputFile[] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    found.push({ path: join(basename(folder), relative(folder, path)), blob: await blobOf(path) })
  }
  return found
}

const blobOf = async (path: string) => new Blob([new Uint8Array(await readFile(path))])
