import 'server-only'
import { setMaxListeners } from 'node:events'

const answerDeadlineMs = 25_000

/**
 * Asks with a signal that aborts when the caller goes away or the answer is overdue, whichever comes first. Nothing of
 * it is left once it is answered: a timer that ran on would hold all that was asked and answered for its 25 s.
 */
export async function withAnswerDeadline<Answer>(
  caller: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  caller.throwIfAborted()
  const deadline = new AbortController()
  // One answer may need a dozen calls side by side, each with listeners: no leak.
  setMaxListeners(0, deadline.signal)
  const leave = () => deadline.abort(caller.reason)
  caller.addEventListener('abort', leave, { once: true })
  const overdue = setTimeout(
    () => deadline.abort(new DOMException('The answer took too long.', 'TimeoutError')),
    answerDeadlineMs,
  )
  try {
    return await ask(deadline.signal)
  } finally {
    clearTimeout(overdue)
    caller.removeEventListener('abort', leave)
  }
}

/** For a call that goes on when whoever asked has left, since others will want to know. */
export function callDeadline(): AbortSignal {
  return AbortSignal.timeout(answerDeadlineMs)
}
