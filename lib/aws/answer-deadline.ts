import 'server-only'
import { setMaxListeners } from 'node:events'

const answerDeadlineMs = 25_000

/** When an answer must be there or the caller has gone, whichever comes first. */
export function answerDeadline(caller: AbortSignal): AbortSignal {
  const deadline = AbortSignal.any([caller, AbortSignal.timeout(answerDeadlineMs)])
  // One answer may need a dozen calls side by side, each with listeners: no leak.
  setMaxListeners(0, deadline)
  return deadline
}

/** For a call that goes on when whoever asked has left, since others will want to know. */
export function callDeadline(): AbortSignal {
  return AbortSignal.timeout(answerDeadlineMs)
}
