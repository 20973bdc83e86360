/**
 * What the app counts. The gateway implements these with Prometheus counters and serves them at /metrics; without a
 * gateway (unit tests) counting does nothing.
 */
export type Metrics = {
  /** One request sent to AWS, retries included. `outcome` is `ok` or AWS's error name. */
  awsCall(operation: string, outcome: string, seconds: number): void
  /** A question to one of our caches, e.g. `log-pages`. */
  cache(name: string, outcome: 'hit' | 'miss'): void
  /** Calls waiting for their share of AWS's quota just now. */
  queue(operation: string, waiting: number): void
  /** Browsers following a running log stream just now. */
  viewers(count: number): void
  /** A build of the archive. */
  kept(outcome: 'kept' | 'failed' | 'removed'): void
  /** An attempt to tell a receiver of NOTIFY_URL something. */
  notice(outcome: 'sent' | 'failed' | 'given up'): void
}

const silent: Metrics = { awsCall() {}, cache() {}, queue() {}, viewers() {}, kept() {}, notice() {} }

const key = Symbol.for('image-build-logs.metrics')
const store = globalThis as { [key]?: Metrics }

export function metrics(): Metrics {
  return store[key] ?? silent
}

/** Called once by the gateway. The process keeps it where every bundle's copy of this file finds it. */
export function countWith(implementation: Metrics): void {
  store[key] = implementation
}
