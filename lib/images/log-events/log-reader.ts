import { anchorOf, firstAtOrAfter, type HeldLog, holdEvents, joinLogs, sliceLog } from './held-log'
import type { PageRequest, ReadPage } from './log-source'
import { type Edge, type LogState, type Opening, openingState, type TimeRange } from './log-state'
import { mergeEvents, possibleOverlap } from './merge'
import { type Cursor, openLog } from './open-log'
import { concatColumns, walkToEnd, walkToEvents } from './page-walk'
import { overfull } from './trim'

const pageLimit = 5_000

/** Events can come up to 10 s late and reads lag writes by seconds; what is re-read covers both with room. */
const overlap = 20_000
const mostPerPoll = 50_000

/**
 * Holds an unbroken stretch of one log stream and grows it: older pages in front, newer ones behind, late events
 * in their place. It knows no React and no clock; who follows the log decides when to poll.
 */
export class LogReader {
  readonly #read: ReadPage
  readonly #range: TimeRange
  readonly #listeners = new Set<() => void>()
  #state = openingState()
  #opening: Opening = { at: 'end' }
  #abort = new AbortController()
  #older: Cursor | undefined
  #newer: Cursor | undefined
  #polls = 0
  #polling = false
  #newestAtLastPoll: number | undefined
  #eye: number | undefined

  constructor(read: ReadPage, range: TimeRange = {}) {
    this.#read = read
    this.#range = range
  }

  readonly getState = (): LogState => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** The timestamp of the line being read: what is let go is always on its far side. */
  look(timestamp: number) {
    this.#eye = timestamp
  }

  /** Drops what is held and reads around `opening`. */
  async open(opening: Opening) {
    await this.#open(opening, true)
  }

  /** Opens again where opening failed, and says so only if it succeeds. Answers whether it did. */
  async lookAgain(): Promise<boolean> {
    await this.#open(this.#opening, false)
    return this.#state.phase === 'open'
  }

  async #open(opening: Opening, openly: boolean) {
    this.close()
    this.#abort = new AbortController()
    this.#opening = opening
    this.#eye = opening.at === 'moment' ? opening.timestamp : undefined
    this.#newestAtLastPoll = undefined
    const next = openingState()
    if (openly) this.#set(next)
    const { signal } = this.#abort
    try {
      const { held, older, newer } = await openLog(this.#read, opening, this.#range, signal)
      if (signal.aborted) return
      this.#older = older
      this.#newer = newer
      this.#set({ ...next, phase: 'open', held, older: edge(older), newer: edge(newer) })
    } catch (error) {
      if (!signal.aborted) this.#update({ phase: 'failed', error })
    }
  }

  /** Opens again where opening failed. */
  readonly retry = () => this.open(this.#opening)

  /** Ends every read under way. */
  close() {
    this.#abort.abort()
  }

  readonly loadOlder = () =>
    this.#load('older', async (signal) => {
      const from = this.#older
      const { events, token } = await this.#walk('older', from, signal)
      this.#older = token === undefined ? undefined : { token, time: from?.time }
      const page = await this.#settle(events, this.#state.held, signal)
      // A settled millisecond is whole: a token that stands inside it would give parts of it again.
      if (page.settled !== undefined && events.timestamps[0] === page.settled && this.#older) {
        this.#older = { time: page.settled }
      }
      const headWhole = this.#older?.token === undefined
      const held = joinLogs(holdEvents(page.earlier, headWhole), page.later, headWhole)
      return this.#trimmed(held, { older: edge(this.#older) })
    })

  readonly loadNewer = () =>
    this.#load('newer', async (signal) => {
      const from = this.#newer
      const { events, token } = await this.#walk('newer', from, signal)
      this.#newer = token === undefined ? undefined : { token, time: from?.time }
      const fresh = holdEvents(events, true)
      const { held } = this.#state
      const page = await this.#settle(held, fresh, signal)
      if (page.settled !== undefined && events.timestamps.at(-1) === page.settled && this.#newer) {
        this.#newer = { time: page.settled + 1 }
      }
      const earlier = page.earlier === held ? held : holdEvents(page.earlier, held.withheld === 0, held)
      return this.#trimmed(joinLogs(earlier, page.later, this.#headWhole()), { newer: edge(this.#newer) })
    })

  /**
   * Looks for new and late events at the end of a log that is still written. Only sensible once the newer edge is
   * reached. Answers whether anything came, so that the caller can look again sooner.
   */
  async poll(): Promise<boolean> {
    const { phase, newer } = this.#state
    if (phase !== 'open' || newer.state !== 'end' || this.#polling) return false
    const { signal } = this.#abort
    this.#polling = true
    try {
      return await this.#catchUp(signal)
    } catch (error) {
      if (!signal.aborted) this.#update({ followError: error })
      return false
    } finally {
      this.#polling = false
    }
  }

  async #catchUp(signal: AbortSignal): Promise<boolean> {
    const from = this.#followFrom()
    const request = {
      startFromHead: true,
      startTime: from,
      endTime: this.#range.endTime,
      limit: 10_000,
      signal,
    }
    const page = await this.#read(request)
    let fresh = page.events
    // A page that brings nothing new is taken for the end three times out of four; the fourth asks on with the
    // token, since AWS may give short pages anywhere.
    const thorough = fresh.messages.length === 0 || this.#brings(fresh, from) || this.#polls % 4 === 0
    if (thorough && page.nextToken !== undefined) {
      const rest = await walkToEnd(this.#read, { ...request, nextToken: page.nextToken }, mostPerPoll)
      fresh = concatColumns([fresh, rest.events])
    }
    if (signal.aborted) return false
    this.#polls++
    const { held, arrived } = this.#state
    const newest = held.timestamps.at(-1)
    const came = this.#mergeFrom(from, fresh)
    this.#newestAtLastPoll = newest
    const count = came.messages.length - held.messages.length
    if (count > 0) this.#set(this.#trimmed(came, { arrived: arrived + count, followError: undefined }))
    else if (this.#state.followError !== undefined) this.#update({ followError: undefined })
    return count > 0
  }

  #followFrom(): number | undefined {
    const { held, older } = this.#state
    const newest = Math.min(held.timestamps.at(-1) ?? Infinity, this.#newestAtLastPoll ?? Infinity)
    // Before the first held event nothing can be said to be late: it is simply not read yet.
    const first = older.state === 'end' ? -Infinity : (held.timestamps[held.withheld] ?? -Infinity)
    const from = Math.max(
      newest === Infinity ? -Infinity : newest - overlap,
      first,
      this.#range.startTime ?? -Infinity,
    )
    return Number.isFinite(from) ? from : undefined
  }

  #brings(fresh: { readonly messages: readonly string[] }, from: number | undefined): boolean {
    const { held } = this.#state
    return fresh.messages.length > held.messages.length - firstAtOrAfter(held, from ?? -Infinity)
  }

  #mergeFrom(from: number | undefined, fresh: Parameters<typeof mergeEvents>[1]): HeldLog {
    const { held } = this.#state
    const start = firstAtOrAfter(held, from ?? -Infinity)
    const length = held.messages.length
    const tail = sliceLog(held, start, length, true)
    const merged = mergeEvents(tail, fresh)
    if (merged.messages.length === tail.messages.length) return held
    return joinLogs(sliceLog(held, 0, start, true), holdEvents(merged, true, tail), this.#headWhole())
  }

  #headWhole = () =>
    (this.#state.held.withheld === 0 && this.#state.held.messages.length > 0) || this.#older === undefined

  /** Reads on by token; a token AWS no longer takes (they live 24 h) is replaced by the time where it stood. */
  async #walk(direction: 'older' | 'newer', from: Cursor | undefined, signal: AbortSignal) {
    const older = direction === 'older'
    const request: PageRequest = {
      startFromHead: !older,
      startTime: older ? this.#range.startTime : (from?.time ?? this.#range.startTime),
      endTime: older ? (from?.time ?? this.#range.endTime) : this.#range.endTime,
      nextToken: from?.token,
      limit: pageLimit,
      signal,
    }
    return walkToEvents(this.#read, request, direction)
  }

  /** Two neighbouring pages whose common millisecond looks doubled: that millisecond is read by itself. */
  async #settle<E extends Parameters<typeof possibleOverlap>[0], L extends HeldLog>(
    earlier: E,
    later: L,
    signal: AbortSignal,
  ): Promise<{ earlier: E | Parameters<typeof possibleOverlap>[0]; later: L | HeldLog; settled?: number }> {
    const time = later.timestamps[0]
    if (time === undefined || possibleOverlap(earlier, later) === 0) return { earlier, later }
    const { events } = await walkToEnd(
      this.#read,
      { startFromHead: true, startTime: time, endTime: time + 1, limit: 10_000, signal },
      mostPerPoll,
    )
    const start = firstAtOrAfter(earlier, time)
    const before = {
      timestamps: earlier.timestamps.slice(0, start),
      messages: earlier.messages.slice(0, start),
    }
    const rest = firstAtOrAfter(later, time + 1)
    return {
      earlier: concatColumns([before, events]),
      later: sliceLog(later, rest, later.messages.length, true),
      settled: time,
    }
  }

  async #load(side: 'older' | 'newer', work: (signal: AbortSignal) => Promise<LogState>) {
    const { phase, [side]: current } = this.#state
    if (phase !== 'open' || current.state === 'reading' || current.state === 'end') return
    const { signal } = this.#abort
    this.#update({ [side]: { state: 'reading' } })
    try {
      const next = await work(signal)
      if (!signal.aborted) this.#set(next)
    } catch (error) {
      if (signal.aborted) return
      this.#forgetToken(side)
      this.#update({ [side]: { state: 'failed', error } })
    }
  }

  /** After a failure the next try goes by time, exact at the held log's own edge, in case the token was at fault. */
  #forgetToken(side: 'older' | 'newer') {
    const { held } = this.#state
    if (held.messages.length === 0) return
    if (side === 'older' && this.#older) this.#cutOlder(held)
    if (side === 'newer' && this.#newer) this.#cutNewer(held)
  }

  #cutOlder(held: HeldLog) {
    if (held.withheld >= held.messages.length) return
    const kept = sliceLog(held, held.withheld, held.messages.length, true)
    this.#older = { time: kept.timestamps[0] }
    this.#update({ held: kept })
  }

  #cutNewer(held: HeldLog) {
    const end = firstAtOrAfter(held, held.timestamps.at(-1) ?? 0)
    if (end <= held.withheld) return
    this.#newer = { time: held.timestamps[end] }
    this.#update({ held: sliceLog(held, 0, end, held.withheld === 0) })
  }

  /** Lets go of the side far from the reader's eye when there is too much; that side can be loaded again. */
  #trimmed(held: HeldLog, change: Partial<LogState>): LogState {
    const next = { ...this.#state, ...change, held }
    const keep = overfull(held, this.#eye)
    if (!keep) return next
    if (keep.start > 0 && this.#state.older.state !== 'reading') {
      const kept = sliceLog(held, keep.start, held.messages.length, true)
      this.#older = { time: kept.timestamps[0] }
      return { ...next, held: kept, older: edge(this.#older) }
    }
    if (keep.end < held.messages.length && this.#state.newer.state !== 'reading') {
      this.#newer = { time: anchorOf(held, keep.end).timestamp }
      const kept = sliceLog(held, 0, keep.end, held.withheld === 0)
      return { ...next, held: { ...kept, withheld: held.withheld }, newer: edge(this.#newer) }
    }
    return next
  }

  #update(change: Partial<LogState>) {
    this.#set({ ...this.#state, ...change })
  }

  #set(state: LogState) {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

const edge = (cursor: Cursor | undefined): Edge => ({ state: cursor ? 'more' : 'end' })
