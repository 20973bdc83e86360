import 'server-only'

/** An archive that is there. */
export type StoredArchive = {
  /** Below ARCHIVE, with `/`. */
  path: string
  size: number
  /** Epoch milliseconds. */
  modified: number
}

/** Where archives are kept: a folder, or a bucket below a prefix. Each is written once and whole, and never over another. */
export type ArchiveStore = {
  /** Every archive, people's own included. @throws when the store cannot be read */
  list(): Promise<StoredArchive[]>
  /**
   * An archive, or its first bytes: `most` of them, fewer where it has no more.
   * @throws when it cannot be read, or is not what was written
   */
  read(path: string, most?: number): Promise<Uint8Array<ArrayBuffer>>
  /**
   * Writes an archive that is not there yet, unless another process is at it.
   * @param make begins to make the bytes; asked for only once it is sure that they are wanted
   * @returns whether it was written
   * @throws what `make` and the store throw; then nothing of it stays
   */
  add(path: string, make: () => Promise<ReadableStream<Uint8Array>>): Promise<boolean>
  remove(path: string): Promise<void>
  /** Removes what processes that ended in the middle left behind. */
  sweep(): Promise<void>
}

export const isArchive = (name: string) => /\.(?:tar\.gz|tgz)$/.test(name)
