import { followFrom, withSharedMillisecond } from './follow-window'
import type { EventColumns, HeldLog } from './held-log'
import type { PageRequest, ReadPage } from './log-source'
import type { TimeRange } from './log-state'
import { mostEmptyPages } from './page-walk'

/** A page that brings so many new events says that more were written than is shown. */
const muchAtOnce = 2_000
/** Then the caller has its turn, and asks on. */
const mostPagesAtOnce = 10

/** Whoever holds the log whose end is looked at. */
type Holder = {
  held: () => HeldLog
  /** From when on nothing is unread. */
  first: number
  /** Puts a page among what is held. Answers how many events it brought. */
  take: (fresh: EventColumns) => number
  /** Whether what is held still reaches to the end. */
  reachesEnd: () => boolean
  /** Called after each page; `catchingUp` while there is much more to read. */
  heard: (catchingUp: boolean) => void
}

/** A look under way: from where, what was newest before, and how far it has come. */
type Walk = {
  from: number | undefined
  newest: number
  sent: string | undefined
  before: EventColumns | undefined
}

/**
 * The looks at the end of a log that is still written. Each begins somewhat before the newest event held, for what came
 * late, and goes on to the end, over several looks where there is very much.
 */
export class EndWalk {
  readonly #read: ReadPage
  readonly #range: TimeRange
  #looks = 0
  #newestAtLastLook: number | undefined
  #walk: Walk | undefined

  constructor(read: ReadPage, range: TimeRange) {
    this.#read = read
    this.#range = range
  }

  /** Answers whether anything came. */
  async look(holder: Holder, signal: AbortSignal): Promise<boolean> {
    const walk = this.#walk ?? this.#begin(holder)
    this.#walk = undefined
    const request: PageRequest = {
      startFromHead: true,
      startTime: walk.from,
      endTime: this.#range.endTime,
      limit: 10_000,
      signal,
    }
    let came = false
    let { sent, before } = walk
    for (let pages = 1, empty = 0; ; pages++) {
      const page = await this.#read({ ...request, nextToken: sent })
      if (signal.aborted) return false
      before = withSharedMillisecond(before, page.events)
      const brought = holder.take(before)
      came ||= brought > 0
      empty = page.events.messages.length === 0 ? empty + 1 : 0
      const token = page.nextToken
      const ended = token === undefined || token === sent || empty > mostEmptyPages || !holder.reachesEnd()
      // A first page up to what is held already is taken for the end three times out of four; the fourth asks on with
      // the token, since AWS may give short pages anywhere.
      const last = page.events.timestamps.at(-1)
      const known = brought === 0 && last !== undefined && last >= walk.newest
      const over = ended || (sent === undefined && known && this.#looks % 4 !== 0)
      const paused = !over && pages >= mostPagesAtOnce
      holder.heard(!over && (brought >= muchAtOnce || paused))
      sent = token
      if (paused) this.#walk = { ...walk, sent, before }
      if (over || paused) break
    }
    this.#looks++
    this.#newestAtLastLook = Number.isFinite(walk.newest) ? walk.newest : undefined
    return came
  }

  #begin(holder: Holder): Walk {
    const held = holder.held()
    const first = Math.max(holder.first, this.#range.startTime ?? -Infinity)
    const from = followFrom(held, this.#newestAtLastLook, first)
    return {
      from: Number.isFinite(from) ? from : undefined,
      newest: held.timestamps.at(-1) ?? -Infinity,
      sent: undefined,
      before: undefined,
    }
  }
}
