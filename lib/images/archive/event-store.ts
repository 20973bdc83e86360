import type { RawEvent } from '../build-log/paste'
import { joined } from './byte-lines'

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const lineFeed = Uint8Array.of(0x0a)

/** Where a message's bytes lie. */
type Place = { block: number; start: number; end: number }

/** So many bytes are decoded at once: what is kept of a message may keep all of its window's text alive. */
const windowBytes = 16 * 1024

/**
 * The events of one log stream as their bytes, so that a gigabyte of text is a gigabyte and not a heap of strings.
 * A line that lies in a chunk as it was read is pointed at, not copied. Filled in file order by `add` and `extend`;
 * `settle` puts it in order of time.
 */
export class EventStore {
  readonly #blocks: Uint8Array[] = []
  #timestamps = new Float64Array(1024)
  #places = new Uint32Array(3 * 1024)
  #length = 0
  #sorted = true
  #bytes = 0
  /** What the newest block is a view of. */
  #newest: ArrayBufferLike | undefined

  get length(): number {
    return this.#length
  }

  /** Bytes of all messages. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * One event. `timestamp` is epoch milliseconds; the message are the bytes from `start` to before `end`, which stay
   * where they are and must not change.
   */
  add(timestamp: number, bytes: Uint8Array, start = 0, end = bytes.length): void {
    const index = this.#length++
    if (index === this.#timestamps.length) this.#grow()
    if (index > 0 && timestamp < (this.#timestamps[index - 1] ?? 0)) this.#sorted = false
    this.#timestamps[index] = timestamp
    this.#bytes += end - start
    this.#put(index, this.#blockOf(bytes), bytes.byteOffset + start, bytes.byteOffset + end)
  }

  addText(timestamp: number, message: string): void {
    this.add(timestamp, encoder.encode(message))
  }

  /** A further line of the newest event's message: exported lines after a message's first have no time. */
  extend(bytes: Uint8Array, start = 0, end = bytes.length): void {
    if (this.#length === 0) return
    const index = this.#length - 1
    const last = this.#at(index)
    this.#bytes += end - start + 1
    // The next line of the same chunk: the line feed between them is already there.
    if (this.#blockOf(bytes) === last.block && bytes.byteOffset + start === last.end + 1) {
      this.#put(index, last.block, last.start, bytes.byteOffset + end)
      return
    }
    const whole = joined([this.#bytesOf(last), lineFeed, bytes.subarray(start, end)])
    this.#put(index, this.#blockOf(whole), 0, whole.length)
  }

  /** Puts events in order of time; those of one millisecond keep the order they came in. */
  settle(): void {
    if (this.#sorted) return
    const order = new Uint32Array(this.#length)
    for (let index = 0; index < order.length; index++) order[index] = index
    order.sort((a, b) => this.timestamp(a) - this.timestamp(b) || a - b)
    const timestamps = new Float64Array(this.#length)
    const places = new Uint32Array(3 * this.#length)
    order.forEach((from, to) => {
      timestamps[to] = this.#timestamps[from] ?? 0
      for (let part = 0; part < 3; part++) places[3 * to + part] = this.#places[3 * from + part] ?? 0
    })
    this.#timestamps = timestamps
    this.#places = places
    this.#sorted = true
  }

  timestamp(index: number): number {
    return this.#timestamps[index] ?? Number.NaN
  }

  message(index: number): string {
    return decoder.decode(this.#bytesOf(this.#at(index)))
  }

  /** How many bytes the message has. */
  size(index: number): number {
    const { start, end } = this.#at(index)
    return end - start
  }

  /** The index of the first event at or after `timestamp`; the length when there is none. Only once settled. */
  firstAtOrAfter(timestamp: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#timestamps[middle] ?? 0) < timestamp) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Adds every event to another store; their bytes are shared. */
  copyTo(other: EventStore): void {
    for (let index = 0; index < this.#length; index++) {
      other.add(this.timestamp(index), this.#bytesOf(this.#at(index)))
    }
  }

  *[Symbol.iterator](): Generator<RawEvent> {
    const messages = this.messages()
    for (let index = 0; index < this.#length; index++)
      yield { timestamp: this.timestamp(index), message: messages(index) }
  }

  /**
   * What `message` gives, for whoever reads many one after the other: bytes are decoded by the window, and where a
   * window is ASCII its messages are cut from that one text, at the same places. Whoever keeps a piece of a message
   * for long copies it.
   */
  messages(): (index: number) => string {
    let block = -1
    let start = 0
    let end = 0
    /** Absent where the window is not ASCII, or is one message that does not fit. */
    let text: string | undefined
    return (index) => {
      const place = this.#at(index)
      if (place.block !== block || place.start < start || place.end > end) {
        const bytes = this.#bytesOf({ ...place, end: Math.max(place.end, place.start + windowBytes) })
        block = place.block
        start = place.start
        end = start + bytes.length
        const whole = bytes.length > windowBytes ? undefined : decoder.decode(bytes)
        text = whole?.length === bytes.length ? whole : undefined
      }
      return text?.slice(place.start - start, place.end - start) ?? this.message(index)
    }
  }

  #at(index: number): Place {
    return {
      block: this.#places[3 * index] ?? 0,
      start: this.#places[3 * index + 1] ?? 0,
      end: this.#places[3 * index + 2] ?? 0,
    }
  }

  #put(index: number, block: number, start: number, end: number): void {
    this.#places[3 * index] = block
    this.#places[3 * index + 1] = start
    this.#places[3 * index + 2] = end
  }

  #bytesOf({ block, start, end }: Place): Uint8Array {
    return (this.#blocks[block] ?? new Uint8Array()).subarray(start, end)
  }

  #blockOf({ buffer }: Uint8Array): number {
    if (this.#newest !== buffer) {
      this.#newest = buffer
      this.#blocks.push(new Uint8Array(buffer))
    }
    return this.#blocks.length - 1
  }

  #grow(): void {
    const timestamps = new Float64Array(2 * this.#timestamps.length)
    timestamps.set(this.#timestamps)
    this.#timestamps = timestamps
    const places = new Uint32Array(2 * this.#places.length)
    places.set(this.#places)
    this.#places = places
  }
}
