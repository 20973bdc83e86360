import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Refusal } from './check-request'

/** Counts one request of `client`; a refusal when it has used up its minute. */
export type RateLimit = (client: string) => Promise<Refusal | undefined>

/** @param perMinute how many requests a client may make in a minute; 0 for any number. */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return async () => undefined
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (client) => {
    try {
      await limiter.consume(client)
      return undefined
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected
      const seconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1000))
      return {
        status: 429,
        message: `More than ${perMinute} requests in a minute. Try again in ${seconds} s.`,
        headers: { 'retry-after': String(seconds) },
      }
    }
  }
}
