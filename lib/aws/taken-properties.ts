import 'server-only'

const open = Buffer.from('<ResourceProperties>')
const close = Buffer.from('</ResourceProperties>')

/**
 * Takes the resource properties out of DescribeStackEvents' answer while it comes in, and leaves a number in the place
 * of each. They are nearly all of the answer: the SDK reads XML letter by letter, which of a few megabytes keeps
 * everybody else waiting, and so does copying them together at the end.
 * @param mostBytes so much of each is kept
 */
export class PropertiesTaker {
  readonly #mostBytes: number
  readonly #left: Buffer[] = []
  readonly #taken: { pieces: Buffer[]; kept: number; length: number }[] = []
  #inside = false
  /** The end of what came, which may be the beginning of a tag. */
  #undecided: Buffer = Buffer.alloc(0)

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  push(chunk: Buffer): void {
    let rest = this.#undecided.length > 0 ? Buffer.concat([this.#undecided, chunk]) : chunk
    for (let at = rest.indexOf(this.#tag); at >= 0; at = rest.indexOf(this.#tag)) {
      this.#put(rest.subarray(0, at))
      rest = rest.subarray(at + this.#tag.length)
      if (this.#inside) this.#left.push(close)
      else this.#left.push(open, Buffer.from(String(this.#taken.length)))
      if (!this.#inside) this.#taken.push({ pieces: [], kept: 0, length: 0 })
      this.#inside = !this.#inside
    }
    const decided = Math.max(0, rest.length - this.#tag.length + 1)
    this.#put(rest.subarray(0, decided))
    this.#undecided = rest.subarray(decided)
  }

  /** The answer without them. */
  rest(): Buffer {
    return Buffer.concat([...this.#left, this.#undecided])
  }

  /** The properties that the number stands for, as a text; what is longer than is kept says that it was cut. */
  textOf(number: string): string | undefined {
    const taken = this.#taken[Number.parseInt(number, 10)]
    if (!taken) return undefined
    const bytes = Buffer.concat(taken.pieces)
    if (taken.length <= this.#mostBytes) return unescapeXml(bytes.toString())
    const text = unescapeXml(bytes.toString('utf8', 0, wholeCharacters(bytes, this.#mostBytes)))
    return `${text}… (${(taken.length - this.#mostBytes).toLocaleString('en')} more bytes are left out)`
  }

  get #tag(): Buffer {
    return this.#inside ? close : open
  }

  #put(bytes: Buffer): void {
    const taken = this.#inside ? this.#taken.at(-1) : undefined
    if (!taken) {
      this.#left.push(bytes)
      return
    }
    taken.length += bytes.length
    // One more, which tells whether the cut halves a character.
    const piece = bytes.subarray(0, this.#mostBytes + 1 - taken.kept)
    if (piece.length === 0) return
    taken.kept += piece.length
    taken.pieces.push(piece)
  }
}

/** Where text ends that was cut at `end`: before a UTF-8 character or an entity that the cut would halve. */
function wholeCharacters(bytes: Buffer, end: number): number {
  let at = end
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--
  const entity = at === 0 ? -1 : bytes.lastIndexOf(0x26, at - 1)
  return entity > at - 12 && entity >= 0 && !bytes.subarray(entity, at).includes(0x3b) ? entity : at
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) => {
      if (name !== undefined) return named[name] ?? all
      const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    })
}
