import 'server-only'
import { availableParallelism } from 'node:os'
import { type Pool, Promise as PoolPromise, pool, TerminateError } from 'workerpool'
import { analysisScript } from '@/lib/analysis-script'
import { ApiError } from '@/lib/api-error'
import { currentRequest } from '@/lib/request-context'
import { analyses } from './analyses'
import { type Asked, fairQueue } from './fair-queue'

type Analyses = typeof analyses
export type Analysis = keyof Analyses
type Answer<Name extends Analysis> = Awaited<ReturnType<Analyses[Name]>>

/** HOSTING.md names these. */
const threads = Math.min(2, availableParallelism())
const threadMemoryMb = 256
/** A page of ten thousand ordinary events takes a tenth of a second. */
const longestMs = 10_000

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { analysisThreads?: Pool[] }

/**
 * Does an analysis in a thread, so that whatever log it reads nobody else waits.
 * @param log which log it is about: its analyses are done by one thread, which remembers the log
 * @param params arrays of bytes among them are handed over and are empty afterwards
 * @param signal a task that waits in the queue is dropped when it aborts; one under way runs to its end or its bound
 * @throws ApiError when it takes too long or too much memory
 */
export async function analyze<Name extends Analysis>(
  name: Name,
  log: string,
  params: Parameters<Analyses[Name]>,
  signal: AbortSignal,
): Promise<Answer<Name>> {
  signal.throwIfAborted()
  const script = analysisScript()
  if (script === undefined) {
    const run = analyses[name] as (...params: unknown[]) => ReturnType<Analyses[Name]>
    return (await run(...params)) as Answer<Name>
  }
  held.analysisThreads ??= Array.from({ length: threads }, () => startThread(script))
  const thread = held.analysisThreads[hash(log) % threads] as Pool
  const asked: Asked = { person: currentRequest()?.user?.id ?? '', signal }
  const transfer = params.flatMap((value) => (value instanceof Uint8Array ? [value.buffer] : []))
  const task = thread.exec(name, params, { metadata: asked, transfer }).timeout(longestMs)
  return new Promise<Answer<Name>>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    task.then(
      (value) => {
        signal.removeEventListener('abort', leave)
        resolve(value as Answer<Name>)
      },
      (error) => {
        signal.removeEventListener('abort', leave)
        reject(outOfBounds(error))
      },
    )
  })
}

/** That a log needs more time or memory than it may have, or that its analysis ended in the middle. */
class OutOfBounds extends ApiError {}

export const isOutOfBounds = (error: unknown): error is ApiError => error instanceof OutOfBounds

/** Why the thread ended, in words; any other error as it is. */
function outOfBounds(error: unknown): unknown {
  const reason = whyEnded(error)
  return reason ? new OutOfBounds(500, `This log could not be analyzed: ${reason}.`, { cause: error }) : error
}

function whyEnded(error: unknown): string | undefined {
  if (error instanceof PoolPromise.TimeoutError) return `it took longer than ${longestMs / 1000} seconds`
  if (!(error instanceof TerminateError)) return undefined
  const { cause } = error
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (isMemory) return `it needs more memory than ${threadMemoryMb} MiB`
  console.error(`An analysis ended unexpectedly: ${error.message}`)
  return 'the analysis ended unexpectedly; the server’s own log says why'
}

/** Bytes of their own, which may be handed over. */
export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum >>> 0
}

function startThread(script: string): Pool {
  return pool(script, {
    maxWorkers: 1,
    workerType: 'thread',
    // A thread that does not answer has nothing to tidy up.
    workerTerminateTimeout: 1,
    queueStrategy: fairQueue(),
    workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb, stackSizeMb: 4 } },
  })
}
