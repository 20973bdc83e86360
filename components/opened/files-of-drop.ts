import type { InputFile } from '@/lib/images/archive/open-files'

/** The files of a drop or a paste, those in folders with the folder's name in their path. */
export async function filesOfDrop({ items, files }: DataTransfer): Promise<InputFile[]> {
  // Entries must be taken at once: after the first await the list is empty.
  const roots = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (roots.length === 0) return filesOf(files)
  const found = await Promise.all(roots.map(filesOfEntry))
  return found.flat()
}

/** The files a file input gives; a folder's have their path in it. */
export function filesOf(files: Iterable<File>): InputFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }))
}

async function filesOfEntry(entry: FileSystemEntry): Promise<InputFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ path: entry.fullPath.replace(/^\//, ''), blob: file }]
  }
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const found: InputFile[] = []
  // A reader gives a hundred at a time and nothing at its end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return found
    for (const child of some) found.push(...(await filesOfEntry(child)))
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
