import { ApiError } from './api-error'
import { noteFailure, noteNothingAsked, noteWaiting, onWake } from './connection'

/** A question without an answer is put again so often. */
const askAgainAfter = 5_000
/** The server gives up on AWS after 25 s and says so; behind that nothing is to be expected. */
const deadline = 28_000
/** An attempt this young is not replaced: it cannot have been lost before. */
const fresh = 1_000
/** Lost attempts hold their connections, and over HTTP/1.1 a browser has six: the rest is for asking again. */
const mostOverdue = 3

const overdue: AbortController[] = []
let pending = 0

/**
 * Asks, and while no answer comes asks again beside it every five seconds: a network that swallowed the question never
 * tells. The first answer counts. The first attempt is kept, in case the answer is only slow; later ones replace each
 * other.
 * @param attempt rejects with an ApiError of status 0 where no answer came
 * @throws ApiError, status 0 after 28 s; the caller's reason when it aborts first
 */
export function hedged<Answer>(
  attempt: (signal: AbortSignal) => Promise<Answer>,
  caller?: AbortSignal,
): Promise<Answer> {
  if (caller?.aborted) return Promise.reject(caller.reason)
  const sentAt = performance.now()
  const running = new Set<AbortController>()
  let newest: AbortController | undefined
  let newestAt = sentAt
  pending += 1

  return new Promise((resolve, reject) => {
    const start = () => {
      const own = new AbortController()
      running.add(own)
      const startedAt = performance.now()
      newestAt = startedAt
      attempt(own.signal).then(
        (answer) => end(() => resolve(answer)),
        (error: unknown) => {
          running.delete(own)
          if (own.signal.aborted) return
          const answered = error instanceof ApiError && error.status !== 0
          if (!answered) noteFailure(startedAt)
          if (answered || running.size === 0) end(() => reject(error))
        },
      )
      return own
    }
    const askAgain = () => {
      if (performance.now() - newestAt < fresh) return
      if (newest === undefined) overdue.push(first)
      if (overdue.length > mostOverdue) overdue.shift()?.abort()
      newest?.abort()
      newest = start()
    }
    const leave = () => end(() => reject(caller?.reason))
    const giveUp = () =>
      end(() => reject(new ApiError(0, `This dashboard’s server has not answered for ${deadline / 1000} s.`)))
    const repeat = setInterval(() => {
      noteWaiting(sentAt, askAgainAfter)
      askAgain()
    }, askAgainAfter)
    const limit = setTimeout(giveUp, deadline)
    const stopListening = onWake(askAgain)
    caller?.addEventListener('abort', leave, { once: true })
    let over = false
    function end(settle: () => void) {
      if (over) return
      over = true
      clearInterval(repeat)
      clearTimeout(limit)
      stopListening()
      caller?.removeEventListener('abort', leave)
      if (overdue.includes(first)) overdue.splice(overdue.indexOf(first), 1)
      for (const own of running) own.abort()
      pending -= 1
      settle()
      if (caller?.aborted && pending === 0) noteNothingAsked()
    }
    const first = start()
  })
}
