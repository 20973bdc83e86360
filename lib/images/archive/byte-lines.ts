const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Cuts chunks of bytes into lines, without their ends (`\n` or `\r\n`). A line that lies within one chunk is a view
 * of it; only one that crosses chunks is copied.
 */
export class ByteLines {
  readonly #onLine: (line: Uint8Array) => void
  #rest: Uint8Array[] = []

  constructor(onLine: (line: Uint8Array) => void) {
    this.#onLine = onLine
  }

  push(chunk: Uint8Array): void {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      this.#line(chunk.subarray(from, at))
      from = at + 1
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from))
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#rest.length > 0) this.#line(new Uint8Array())
  }

  #line(tail: Uint8Array): void {
    const line = this.#rest.length === 0 ? tail : joined([...this.#rest, tail])
    this.#rest = []
    this.#onLine(line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line)
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
