import type { Position } from './position-token'

export type InputLogEvent = { timestamp: number; message: string }
export type StoredLogEvent = InputLogEvent & { ingestionTime: number }

/** A run of events that arrived together: sequences `first` … `first + count - 1`. */
type Arrival = {
  first: number
  count: number
  message: (index: number) => string
  ingestionTime: (index: number) => number
}

/**
 * A stream's events ordered by (timestamp, order of arrival), the order GetLogEvents answers in. Timestamps and
 * sequences are typed arrays and messages stay with their arrival, so that a million generated lines cost 12 MB.
 */
export class EventStore {
  #timestamps = new Float64Array(256)
  #sequences = new Uint32Array(256)
  #length = 0
  #arrivals: Arrival[] = []
  #nextSequence = 0
  #lastIngestionTime: number | undefined

  get length(): number {
    return this.#length
  }

  get lastIngestionTime(): number | undefined {
    return this.#lastIngestionTime
  }

  timestampAt(index: number): number | undefined {
    return index >= 0 && index < this.#length ? this.#timestamps[index] : undefined
  }

  positionAt(index: number): Position {
    return { timestamp: this.#timestamps[index] ?? 0, sequence: this.#sequences[index] ?? 0 }
  }

  at(index: number): StoredLogEvent {
    const { timestamp, sequence } = this.positionAt(index)
    const arrival = this.#arrivalOf(sequence)
    const offset = sequence - arrival.first
    return { ingestionTime: arrival.ingestionTime(offset), message: arrival.message(offset), timestamp }
  }

  /** How many events lie before a position. */
  indexOf({ timestamp, sequence }: Position): number {
    let [low, high] = [0, this.#length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.#timestamps[middle] ?? 0
      const before = there < timestamp || (there === timestamp && (this.#sequences[middle] ?? 0) < sequence)
      if (before) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Adds events in any order of time; late ones take their place among the others. */
  append(events: readonly InputLogEvent[], ingestionTime: number): void {
    const byTime = events.some((event, i) => event.timestamp < (events[i - 1]?.timestamp ?? 0))
      ? events.toSorted((a, b) => a.timestamp - b.timestamp)
      : events
    this.#arrive(
      byTime.length,
      (i) => byTime[i]?.timestamp ?? 0,
      (i) => byTime[i]?.message ?? '',
      () => ingestionTime,
    )
  }

  /** Adds `count` events made by functions of their index, `timestamp` ascending; messages are made when read. */
  generate(count: number, timestamp: (index: number) => number, message: (index: number) => string): void {
    this.#arrive(count, timestamp, message, (i) => timestamp(i) + 1200)
  }

  #arrive(
    count: number,
    timestamp: (index: number) => number,
    message: (index: number) => string,
    ingestionTime: (index: number) => number,
  ): void {
    if (count === 0) return
    this.#reserve(this.#length + count)
    // Merging from the end needs no second array and stops early: arrivals are nearly always the newest.
    let kept = this.#length - 1
    for (let added = count - 1, to = this.#length + count - 1; added >= 0; to -= 1) {
      const time = timestamp(added)
      if (kept >= 0 && (this.#timestamps[kept] ?? 0) > time) {
        this.#timestamps[to] = this.#timestamps[kept] ?? 0
        this.#sequences[to] = this.#sequences[kept] ?? 0
        kept -= 1
      } else {
        this.#timestamps[to] = time
        this.#sequences[to] = this.#nextSequence + added
        added -= 1
      }
    }
    this.#arrivals.push({ first: this.#nextSequence, count, message, ingestionTime })
    this.#nextSequence += count
    this.#length += count
    this.#lastIngestionTime = Math.max(this.#lastIngestionTime ?? 0, ingestionTime(count - 1))
  }

  #reserve(length: number): void {
    if (length <= this.#timestamps.length) return
    const capacity = Math.max(length, this.#timestamps.length * 2)
    const [timestamps, sequences] = [new Float64Array(capacity), new Uint32Array(capacity)]
    timestamps.set(this.#timestamps)
    sequences.set(this.#sequences)
    this.#timestamps = timestamps
    this.#sequences = sequences
  }

  #arrivalOf(sequence: number): Arrival {
    let [low, high] = [0, this.#arrivals.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#arrivals[middle]?.first ?? 0) <= sequence) low = middle
      else high = middle - 1
    }
    const arrival = this.#arrivals[low]
    if (arrival === undefined) throw new RangeError(`No event has sequence ${sequence}`)
    return arrival
  }
}
