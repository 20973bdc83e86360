import { expose } from 'comlink'
import { ApiError } from '@/lib/api-error'
import { type InputFile, type OpenProgress, openFiles } from '@/lib/images/archive/open-files'
import type { Parameters } from '@/lib/images/archive/opened-api'
import { OpenedDrop, type OpenedSummary } from '@/lib/images/archive/opened-drop'

/** An error's status does not survive the way out of a worker; as a value it does. */
export type Answered<Value> = { value: Value } | { status: number; message: string }

const drops = new Map<string, OpenedDrop>()
const abort = new Map<string, AbortController>()

/** The worker that reads dropped files and answers for them. */
const worker = {
  async open(
    id: string,
    files: InputFile[],
    onProgress: (progress: OpenProgress) => void,
  ): Promise<OpenedSummary | null> {
    const known = drops.get(id)
    if (known) return known.summary()
    const controller = new AbortController()
    abort.set(id, controller)
    let told = 0
    try {
      const opened = await openFiles(files, controller.signal, (progress) => {
        const now = performance.now()
        if (now - told < 100) return
        told = now
        onProgress(progress)
      })
      const drop = new OpenedDrop(opened)
      drops.set(id, drop)
      // Once the page has its answer: it needs a while to show the build's page, which asks for this.
      setTimeout(() => drop.readAhead())
      return drop.summary()
    } catch (error) {
      if (controller.signal.aborted) return null
      throw error
    } finally {
      abort.delete(id)
    }
  },

  /** `open` then answers null. */
  cancel(id: string): void {
    abort.get(id)?.abort()
  },

  close(id: string): void {
    drops.delete(id)
  },

  answer(id: string, path: string, parameters: Parameters): Promise<Answered<unknown>> {
    return answered(() => dropOf(id).answer(path, parameters))
  },

  /** What our API sends as a file, ready to be saved. */
  file(id: string, path: string, parameters: Parameters): Promise<Answered<{ name: string; blob: Blob }>> {
    return answered(async () => {
      const { name, body } = dropOf(id).file(path, parameters)
      return { name, blob: await new Response(body).blob() }
    })
  },
}

function dropOf(id: string): OpenedDrop {
  const drop = drops.get(id)
  if (!drop) throw new ApiError(404, 'These files are not open.')
  return drop
}

async function answered<Value>(ask: () => Value | Promise<Value>): Promise<Answered<Value>> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, message: error.message }
    throw error
  }
}

export type OpenWorker = typeof worker

expose(worker)
