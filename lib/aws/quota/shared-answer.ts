import 'server-only'
import { LRUCache } from 'lru-cache'
import { type Scope, scopeKey } from '../scope'
import { isQuotaShort } from './aws-quota'
import { createInFlight } from './in-flight'
import { crowdAsks, liveIntervalMs } from './live-answers'

const inFlight = createInFlight<unknown>()
/** How old an answer may be rather than that the caller waits for quota, and others behind it. */
const scarceIntervalMs = 15_000
// Purged when over: an answer of hundreds of stacks is not kept for nobody.
const held = new LRUCache<string, { answer: unknown; askedAt: number }>({
  max: 500,
  ttl: scarceIntervalMs,
  ttlAutopurge: true,
})

/**
 * Asks once for all who ask AWS the same at the same time; when a crowd does, once in an interval, and where quota is
 * short, once in a longer one. Otherwise every answer is fresh, and a failure is never kept. Callers get the same object: it is not theirs to change.
 * @param operation and `question` together tell what is asked, and of which shape the answer is
 * @param ask its signal aborts when all callers have left
 * @throws what asking throws, or the signal's reason when this caller leaves first
 */
export async function sharedAnswer<Answer>(
  operation: string,
  scope: Scope,
  question: unknown,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  signal.throwIfAborted()
  const key = `${operation} ${scopeKey(scope)} ${JSON.stringify(question)}`
  const mayBe = crowdAsks(key) ? liveIntervalMs : 0
  const known = held.get(key)
  const age = known ? performance.now() - known.askedAt : 0
  if (known && (age < mayBe || isQuotaShort(operation, scope))) return known.answer as Answer
  const answer = await inFlight(key, signal, async (alive) => {
    const fresh = await ask(alive)
    held.set(key, { answer: fresh, askedAt: performance.now() })
    return fresh
  })
  return answer as Answer
}
