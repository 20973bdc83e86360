import 'server-only'
import { formatIsoTime } from '@/lib/images/iso-time'

type Window = { startTime?: number | undefined; endTime?: number | undefined }
/** A page of log events as our API answers it, and the tokens in it. */
export type JsonPage = { json: Buffer; nextToken?: string; prevToken?: string }

const [quote, backslash, comma, open, close, closeList] = [0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5d]
const bytes = (text: string) => Buffer.from(text, 'latin1')
const keys = {
  events: bytes('"events":['),
  nextToken: bytes('"nextForwardToken":"'),
  prevToken: bytes('"nextBackwardToken":"'),
  timestamp: bytes('"timestamp":'),
  ingestionTime: bytes('"ingestionTime":'),
  message: bytes('"message":"'),
}

/**
 * Turns GetLogEvents' answer into ours without making an object or a string of any event: messages are copied as
 * they lie there, escapes and all. Reading ten thousand events into objects, and those into text again, is what costs
 * most of a page's time, the collection of the garbage included.
 * @param wire compact JSON as AWS sends it
 * @returns null for anything out of the ordinary, however valid: the SDK reads that
 */
export function rewriteLogEvents(wire: Buffer, window: Window): JsonPage | null {
  const { startTime = Number.NEGATIVE_INFINITY, endTime = Number.POSITIVE_INFINITY } = window
  const writer = pageWriter(wire)
  const tokens: Omit<JsonPage, 'json'> = {}
  let at = 0
  let hasEvents = false

  const take = (byte: number) => wire[at] === byte && ++at > 0
  const takeKey = (key: Buffer) => {
    for (let i = 0; i < key.length; i++) if (wire[at + i] !== key[i]) return false
    at += key.length
    return true
  }
  /** Behind the quote that ends the string begun before `at`; -1 when none does. */
  const endOfString = () => {
    let end = wire.indexOf(quote, at)
    for (; end >= 0; end = wire.indexOf(quote, end + 1)) {
      let first = end
      while (wire[first - 1] === backslash) first--
      if ((end - first) % 2 === 0) return end + 1
    }
    return -1
  }
  const takeNumber = () => {
    const from = at
    let value = 0
    for (let byte = wire[at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = wire[++at] ?? 0) {
      value = value * 10 + byte - 0x30
    }
    return at > from && at - from < 16 ? value : -1
  }

  function takeEvent(): boolean {
    let [timestamp, from, to] = [-1, -1, -1]
    if (!take(open)) return false
    do {
      if (takeKey(keys.timestamp)) timestamp = takeNumber()
      else if (takeKey(keys.message)) [from, to] = [at - 1, endOfString()]
      else if (!takeKey(keys.ingestionTime) || takeNumber() < 0) return false
      if (to > at) at = to
    } while (take(comma))
    if (!take(close) || timestamp < 0 || to < 0) return false
    if (timestamp >= startTime && timestamp < endTime) writer.event(timestamp, from, to)
    return true
  }

  function takeEvents(): boolean {
    hasEvents = true
    if (take(closeList)) return true
    do if (!takeEvent()) return false
    while (take(comma))
    return take(closeList)
  }

  function takeToken(name: 'nextToken' | 'prevToken'): boolean {
    const end = endOfString()
    if (end < 0) return false
    tokens[name] = JSON.parse(wire.toString('latin1', at - 1, end)) as string
    at = end
    return true
  }

  if (!take(open)) return null
  do {
    const taken = takeKey(keys.events)
      ? takeEvents()
      : takeKey(keys.nextToken)
        ? takeToken('nextToken')
        : takeKey(keys.prevToken) && takeToken('prevToken')
    if (!taken) return null
  } while (take(comma))
  return take(close) && at === wire.length && hasEvents ? { json: writer.end(tokens), ...tokens } : null
}

/** Writes events one behind the other into a page of ours. */
function pageWriter(wire: Buffer) {
  const head = '{"events":['
  // A written time is longer than a number, by less than the shortest event.
  const page = Buffer.allocUnsafe(wire.length * 2 + 256)
  let at = page.write(head, 'latin1')
  return {
    event(timestamp: number, from: number, to: number) {
      const separator = at > head.length ? ',' : ''
      at += page.write(`${separator}{"timestamp":"${formatIsoTime(timestamp)}","message":`, at, 'latin1')
      at += wire.copy(page, at, from, to)
      page[at++] = close
    },
    end(tokens: object): Buffer {
      const tail = JSON.stringify(tokens)
      at += page.write(tail === '{}' ? ']}' : `],${tail.slice(1)}`, at, 'latin1')
      return page.subarray(0, at)
    },
  }
}
