import { ByteLines } from './byte-lines'
import { EventStore } from './event-store'
import { ExportedTimes, TIME_LENGTH } from './exported-time'

/**
 * A stream as CloudWatch's export writes it. Works on bytes: it is the form of the largest files, and nothing of a
 * message needs to be understood to keep it. Lines before the first time belong to a message that lies in another part.
 */
export class ExportedLog {
  readonly store = new EventStore()
  /** Lines before the first time. */
  headless = 0
  readonly #lines = new ByteLines((bytes, start, end) => this.#read(bytes, start, end))
  readonly #times = new ExportedTimes()

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  end(): EventStore {
    this.#lines.end()
    this.store.settle()
    return this.store
  }

  #read(bytes: Uint8Array, start: number, end: number): void {
    const time = this.#times.read(bytes, start, end)
    if (time !== undefined) this.store.add(time, bytes, Math.min(start + TIME_LENGTH + 1, end), end)
    else if (this.store.length > 0) this.store.extend(bytes, start, end)
    else this.headless++
  }
}
