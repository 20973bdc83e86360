const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Cuts chunks of bytes into lines, without their ends (`\n` or `\r\n`). A line is told as where it lies: in its chunk,
 * or, when it crosses chunks, in a copy. A view of each of half a million lines would take longer than finding them.
 */
export class ByteLines {
  readonly #onLine: (bytes: Uint8Array, start: number, end: number) => void
  #rest: Uint8Array[] = []

  constructor(onLine: (bytes: Uint8Array, start: number, end: number) => void) {
    this.#onLine = onLine
  }

  push(chunk: Uint8Array): void {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      if (this.#rest.length > 0) this.#crossing(chunk.subarray(from, at))
      else this.#line(chunk, from, at)
      from = at + 1
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from))
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#rest.length > 0) this.#crossing(new Uint8Array())
  }

  #crossing(tail: Uint8Array): void {
    const line = joined([...this.#rest, tail])
    this.#rest = []
    this.#line(line, 0, line.length)
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    this.#onLine(bytes, start, end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end)
  }
}

/** Several pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
