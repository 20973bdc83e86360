import { ByteLines } from './byte-lines'
import { EventStore } from './event-store'

const decoder = new TextDecoder()
const TIME_LENGTH = '2022-03-29T20:29:24.775Z'.length
const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(?: |$)/

/** Whether a line is one of CloudWatch's export: `2022-03-29T20:29:24.775Z <message>`. */
export const isExportedLine = (line: string): boolean => SHAPE.test(line)

/**
 * A stream as CloudWatch's export writes it. Works on bytes: it is the form of the largest files, and nothing of a
 * message needs to be understood to keep it. Lines before the first time belong to a message that lies in another part.
 */
export class ExportedLog {
  readonly store = new EventStore()
  /** Lines before the first time. */
  headless = 0
  readonly #lines = new ByteLines((line) => this.#read(line))
  /** The time of the line before, as bytes: hundreds of lines share one. */
  #stamp = new Uint8Array(0)
  #timestamp = 0

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  end(): EventStore {
    this.#lines.end()
    this.store.settle()
    return this.store
  }

  #read(line: Uint8Array): void {
    if (this.#readTime(line))
      this.store.add(this.#timestamp, line.subarray(Math.min(TIME_LENGTH + 1, line.length)))
    else if (this.store.length > 0) this.store.extend(line)
    else this.headless++
  }

  #readTime(line: Uint8Array): boolean {
    if (line.length < TIME_LENGTH || line[10] !== 0x54 || line[TIME_LENGTH - 1] !== 0x5a) return false
    if (this.#stamp.length > 0 && sameStart(line, this.#stamp)) return true
    const text = decoder.decode(line.subarray(0, TIME_LENGTH + 1))
    if (!SHAPE.test(text)) return false
    const time = Date.parse(text.slice(0, TIME_LENGTH))
    if (Number.isNaN(time)) return false
    this.#timestamp = time
    this.#stamp = line.slice(0, TIME_LENGTH)
    return true
  }
}

function sameStart(line: Uint8Array, start: Uint8Array): boolean {
  // From the end: neighbouring lines differ in their milliseconds first.
  for (let at = start.length - 1; at >= 0; at--) if (line[at] !== start[at]) return false
  return true
}
