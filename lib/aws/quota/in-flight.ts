import 'server-only'
import { withAnswerDeadline } from '../answer-deadline'

type Flight<Answer> = { asked: Promise<Answer>; callers: number; abort: AbortController }

/**
 * Lets callers with the same question share one asking. It is given up when the last of them has left, not when
 * the first does.
 */
export function createInFlight<Answer>() {
  const flights = new Map<string, Flight<Answer>>()

  function join(key: string, ask: (signal: AbortSignal) => Promise<Answer>): Flight<Answer> {
    const known = flights.get(key)
    if (known && !known.abort.signal.aborted) return known
    const abort = new AbortController()
    // Callers that keep joining must not keep a question alive that is never answered.
    const flight = { asked: withAnswerDeadline(abort.signal, ask), callers: 0, abort }
    flights.set(key, flight)
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    flight.asked.then(land, land)
    return flight
  }

  /** @throws what asking throws, or the signal's reason when this caller leaves first */
  return async (key: string, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<Answer>) => {
    signal.throwIfAborted()
    const flight = join(key, ask)
    flight.callers += 1
    let leave = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason)
      signal.addEventListener('abort', leave, { once: true })
    })
    try {
      return await Promise.race([flight.asked, left])
    } finally {
      signal.removeEventListener('abort', leave)
      flight.callers -= 1
      if (flight.callers === 0) flight.abort.abort(signal.reason ?? new Error('Nobody waits any more.'))
    }
  }
}
