import { type Remote, wrap } from 'comlink'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import type { MatchedLines } from '@/lib/images/log-events/match-lines'
import type { ExpressionWorker } from './expression-worker'

/** Half a million characters take some milliseconds, unless the expression repeats repeats. */
const longestMs = 5_000
/** What nobody waits for any more makes the next wait for no longer. */
const patienceMs = 300

const tooLong = 'This expression takes too long to look for.'
const notPossible = 'This browser cannot look for expressions: their worker does not start.'

/** A remote that is let go of stops its worker from answering, so both are held. */
type Started = {
  remote: Remote<ExpressionWorker>
  ready: Promise<unknown>
  /** Whoever waits for it asks another one then. */
  ended: Promise<'ended'>
  end: () => void
}
let worker: Started | undefined

/**
 * Looks through messages for an expression in a worker, which is started when it is first needed. Of a worker that is
 * busy with an expression for too long nothing is left but to end it.
 * @returns a sentence when that is not possible
 */
export async function matchInWorker(
  query: FindQuery,
  messages: readonly string[],
  signal: AbortSignal,
): Promise<MatchedLines | string> {
  while (!signal.aborted) {
    worker ??= startWorker()
    const { remote, ready, ended, end } = worker
    try {
      await ready
    } catch {
      end()
      return notPossible
    }
    let isTooLong = false
    const giveUp = () => {
      isTooLong = true
      end()
    }
    let timer = setTimeout(giveUp, longestMs)
    const leave = () => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, patienceMs)
    }
    signal.addEventListener('abort', leave, { once: true })
    const answer = await Promise.race([remote.matchLines(query, messages), ended])
    clearTimeout(timer)
    signal.removeEventListener('abort', leave)
    if (answer !== 'ended') return answer
    if (isTooLong) return tooLong
  }
  return tooLong
}

function startWorker(): Started {
  const thread = new Worker(new URL('./expression-worker.ts', import.meta.url), {
    type: 'module',
    name: 'expressions',
  })
  const remote = wrap<ExpressionWorker>(thread)
  const failed = new Promise<never>((_, reject) => {
    thread.onerror = reject
  })
  let end = () => {}
  const ended = new Promise<'ended'>((resolve) => {
    end = () => {
      thread.terminate()
      if (worker === started) worker = undefined
      resolve('ended')
    }
  })
  const started = { remote, ready: Promise.race([remote.isReady(), failed]), ended, end }
  return started
}
