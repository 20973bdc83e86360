import { BuildLogParser } from '@/lib/images/build-log/parser'
import type { LogEvent } from '@/lib/images/schemas'

const minute = 60_000

/** A log being read: what is known of it, and how many events each of its minutes had. */
export class LogInThread {
  readonly #parser = new BuildLogParser()
  readonly #counts = new Map<number, number>()
  #last = 0

  read(events: readonly LogEvent[]) {
    for (const { timestamp, message } of events) {
      const time = Date.parse(timestamp)
      this.#parser.push(time, message)
      this.#last = Math.floor(time / minute)
      this.#counts.set(this.#last, (this.#counts.get(this.#last) ?? 0) + 1)
    }
  }

  outline() {
    return this.#parser.outline()
  }

  /**
   * Whether a page has events that came after that stretch of the log was read. Only its whole minutes tell: it may begin
   * within its first, and the last that was read may not be over.
   */
  isMissingFrom(page: readonly LogEvent[]): boolean {
    const counts = new Map<number, number>()
    for (const { timestamp } of page) {
      const at = Math.floor(Date.parse(timestamp) / minute)
      counts.set(at, (counts.get(at) ?? 0) + 1)
    }
    const [first] = counts.keys()
    for (const [at, count] of counts) {
      if (at !== first && at < this.#last && count > (this.#counts.get(at) ?? 0)) return true
    }
    return false
  }
}
