import { proxy, type Remote, wrap } from 'comlink'
import { createStore, del, entries, get, set } from 'idb-keyval'
import { ApiError } from '@/lib/api-error'
import type { InputFile, OpenProgress } from '@/lib/images/archive/open-files'
import type { OpenedAnswers } from '@/lib/images/archive/opened-answers'
import type { Parameters } from '@/lib/images/archive/opened-api'
import type { OpenedSummary } from '@/lib/images/archive/opened-drop'
import { idOfFiles } from './id-of-files'
import type { Answered, OpenWorker } from './open-worker'

/** What is being opened, and what came of it. */
export type Opening =
  | { state: 'idle' }
  | { state: 'reading'; id: string; name: string; size: number; progress: OpenProgress | undefined }
  | { state: 'opened'; id: string; name: string; summary: OpenedSummary }
  | { state: 'failed'; name: string; message: string }

/** Files kept in this browser, so that a reload and a link find them again. */
export type KeptFiles = {
  id: string
  name: string
  size: number
  openedAt: number
  imageIds: string[]
  files: InputFile[]
}

const mostKept = 10

/** The files opened in this browser: read in a worker, kept in IndexedDB, never sent anywhere. */
class OpenedFiles implements OpenedAnswers {
  readonly #listeners = new Set<() => void>()
  readonly #ready = new Map<string, Promise<void>>()
  #worker: Remote<OpenWorker> | undefined
  #opening: Opening = { state: 'idle' }

  readonly opening = (): Opening => this.#opening

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Reads files that were dropped or chosen. What comes of it is in `opening()`. */
  async open(files: readonly InputFile[]): Promise<void> {
    const [first] = files
    if (!first) return
    const name = nameOf(files)
    const size = files.reduce((sum, { blob }) => sum + blob.size, 0)
    this.#cancelReading()
    try {
      const id = await idOfFiles(files)
      this.#set({ state: 'reading', id, name, size, progress: undefined })
      const summary = await this.#read(id, files, (progress) => {
        if (this.#opening.state === 'reading') this.#set({ ...this.#opening, progress })
      })
      if (!summary) return
      const imageIds = summary.builds.map(({ imageId }) => imageId)
      // Not waited for: a browser copies the files as it keeps them.
      if (imageIds.length > 0)
        void keep({ id, name, size, openedAt: Date.now(), imageIds, files: [...files] })
      this.#set({ state: 'opened', id, name, summary })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#set({ state: 'failed', name, message })
    }
  }

  /** What was opened is being shown: the next visit of the page begins anew. */
  readonly done = () => this.#set({ state: 'idle' })

  readonly cancel = () => {
    this.#cancelReading()
    this.#set({ state: 'idle' })
  }

  readonly forget = async (id: string) => {
    await del(id, store()).catch(() => undefined)
    await this.#worker?.close(id)
    this.#ready.delete(id)
  }

  async answer(id: string, path: string, parameters: Parameters, signal?: AbortSignal): Promise<unknown> {
    await this.#opened(id)
    signal?.throwIfAborted()
    const answered = await this.#start().answer(id, path, parameters)
    signal?.throwIfAborted()
    return taken(answered)
  }

  /** What our API would send as a file. @throws ApiError as the server would */
  async file(id: string, path: string, parameters: Parameters): Promise<{ name: string; blob: Blob }> {
    await this.#opened(id)
    return taken(await this.#start().file(id, path, parameters))
  }

  #opened(id: string): Promise<void> {
    const ready = this.#ready.get(id) ?? this.#openAgain(id)
    this.#ready.set(id, ready)
    // What failed is tried anew: the files may have been dropped meanwhile.
    ready.catch(() => this.#ready.delete(id))
    return ready
  }

  async #openAgain(id: string): Promise<void> {
    const kept = await get<KeptFiles>(id, store()).catch(() => undefined)
    if (!kept) throw new ApiError(404, notHere)
    await this.#read(id, kept.files, () => undefined)
  }

  async #read(id: string, files: readonly InputFile[], onProgress: (progress: OpenProgress) => void) {
    const summary = await this.#start().open(id, [...files], proxy(onProgress))
    if (summary) this.#ready.set(id, Promise.resolve())
    return summary
  }

  #cancelReading() {
    if (this.#opening.state === 'reading') void this.#worker?.cancel(this.#opening.id)
  }

  #start(): Remote<OpenWorker> {
    this.#worker ??= wrap<OpenWorker>(
      new Worker(new URL('./open-worker.ts', import.meta.url), { type: 'module', name: 'opened files' }),
    )
    return this.#worker
  }

  #set(opening: Opening) {
    this.#opening = opening
    for (const listener of this.#listeners) listener()
  }
}

function taken<Value>(answered: Answered<Value>): Value {
  if ('status' in answered) throw new ApiError(answered.status, answered.message)
  return answered.value
}

const notHere =
  'This build was opened from files on somebody’s computer and was never uploaded. Drop the same files on this page to see it here.'

const store = () => createStore('image-build-logs', 'opened-files')

/** A browser that keeps nothing (private windows, blocked storage) still shows what it has open. */
async function keep(kept: KeptFiles): Promise<void> {
  try {
    await set(kept.id, kept, store())
    const all = await listKept()
    for (const { id } of all.slice(mostKept)) await del(id, store())
  } catch {
    // Only a reload will miss it.
  }
}

/** The files kept in this browser, newest first. */
export async function listKept(): Promise<KeptFiles[]> {
  const all = await entries<string, KeptFiles>(store()).catch(() => [])
  return all.map(([, kept]) => kept).toSorted((a, b) => b.openedAt - a.openedAt)
}

function nameOf(files: readonly InputFile[]): string {
  const [first] = files
  const folder = first?.path.includes('/') ? first.path.split('/')[0] : undefined
  return files.length === 1 || folder ? (folder ?? first?.path ?? '') : `${files.length} files`
}

export const openedFiles = new OpenedFiles()
