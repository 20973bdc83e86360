import { EndWalk } from './end-walk'
import { columnsBetween, mergeInto } from './follow-window'
import { type EventColumns, firstAtOrAfter, type HeldLog, holdEvents, joinLogs, sliceLog } from './held-log'
import { LateSweep } from './late-sweep'
import type { PageRequest, ReadPage } from './log-source'
import { type Edge, type LogState, type Opening, openingState, type TimeRange } from './log-state'
import { possibleOverlap } from './merge'
import { type Cursor, openLog } from './open-log'
import { concatColumns, walkToEnd, walkToEvents } from './page-walk'
import { overfull } from './trim'

const pageLimit = 5_000

const mostInOneMillisecond = 50_000

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
  #polling = false
  #eye: number | undefined
  #end: EndWalk
  #most = Infinity
  #late = new LateSweep()

  constructor(read: ReadPage, range: TimeRange = {}) {
    this.#read = read
    this.#range = range
    this.#end = new EndWalk(read, range)
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

  /** How many events the view has room for: what is more is let go, and can be read again. */
  holdAtMost(events: number) {
    if (events === this.#most) return
    this.#most = events
    if (this.#state.phase === 'open' && this.#state.held.messages.length > events) {
      this.#set(this.#trimmed(this.#state.held, {}))
    }
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
    this.#end = new EndWalk(this.#read, this.#range)
    this.#late = new LateSweep()
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
      const { events, token } = await this.#readOn('older', from, signal)
      this.#older = token === undefined ? undefined : { token, time: from?.time }
      const page = await this.#settle(events, this.#state.held, signal)
      // A settled millisecond is whole: a token that stands inside it would give parts of it again.
      if (page.settled !== undefined && events.timestamps[0] === page.settled && this.#older) {
        this.#older = { time: page.settled }
      }
      const headWhole = this.#older?.token === undefined
      // What is held may have grown at its end meanwhile.
      const now = this.#state.held
      const after = page.settled === undefined ? 0 : firstAtOrAfter(now, page.settled + 1)
      const later = after === 0 ? now : sliceLog(now, after, now.messages.length, true)
      const held = joinLogs(holdEvents(page.earlier, headWhole), later, headWhole)
      return this.#trimmed(held, { older: edge(this.#older) })
    })

  readonly loadNewer = () =>
    this.#load('newer', async (signal) => {
      const from = this.#newer
      const { events, token } = await this.#readOn('newer', from, signal)
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
   * reached. Answers whether anything came, so that the caller can look again sooner: at once, if the state says that
   * it is still catching up.
   */
  async poll(): Promise<boolean> {
    const { phase, newer } = this.#state
    if (phase !== 'open' || newer.state !== 'end' || this.#polling) return false
    const { signal } = this.#abort
    this.#polling = true
    try {
      return await this.#end.look(
        {
          held: () => this.#state.held,
          first: this.#firstWhole(),
          take: (fresh) => this.#take(fresh),
          // A reader far above has the end let go of, when there is too much.
          reachesEnd: () => this.#state.newer.state === 'end',
          heard: (catchingUp) => {
            const { followError, catchingUp: was } = this.#state
            if (followError !== undefined || was !== catchingUp)
              this.#update({ followError: undefined, catchingUp })
          },
        },
        signal,
      )
    } catch (error) {
      if (!signal.aborted) this.#update({ followError: error })
      return false
    } finally {
      this.#polling = false
    }
  }

  /**
   * Looks once more at a page of what is held, for events that came later than a poll looks back, and for ones that
   * CloudWatch lost. One GetLogEvents, shared by all who follow the stream; meant for once a minute.
   * @param round see LateSweep
   */
  async sweep(round: number): Promise<void> {
    const { phase, newer, held } = this.#state
    if (phase !== 'open' || newer.state !== 'end' || held.messages.length === 0) return
    const { signal } = this.#abort
    try {
      const { fresh, vanished } = await this.#late.next(
        this.#read,
        held,
        this.#firstWhole(),
        this.#range,
        round,
        signal,
      )
      if (signal.aborted) return
      if (this.#state.newer.state === 'end') this.#take(columnsBetween(fresh, this.#firstWhole(), Infinity))
      if (vanished !== this.#state.vanished) this.#update({ vanished })
      this.#late.remember(this.#state.held)
    } catch {
      // The next poll meets what is wrong, and says so.
    }
  }

  /** Puts what was read among what is held. Answers how many events it brought. */
  #take(fresh: EventColumns): number {
    const { held, arrived } = this.#state
    const merged = mergeInto(held, fresh, this.#headWhole())
    const count = merged.messages.length - held.messages.length
    if (count > 0) this.#set(this.#trimmed(merged, { arrived: arrived + count }))
    return count
  }

  /** From when on nothing is unread: before the first held event nothing can be late, it is simply not read yet. */
  #firstWhole(): number {
    const { held, older } = this.#state
    return older.state === 'end' ? -Infinity : (held.timestamps[held.withheld] ?? -Infinity)
  }

  #headWhole = () =>
    (this.#state.held.withheld === 0 && this.#state.held.messages.length > 0) || this.#older === undefined

  /** Reads on by token; a token AWS no longer takes (they live 24 h) is replaced by the time where it stood. */
  async #readOn(direction: 'older' | 'newer', from: Cursor | undefined, signal: AbortSignal) {
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
      mostInOneMillisecond,
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
    const keep = overfull(held, this.#eye, this.#most)
    if (!keep) return next
    if (keep.start > 0 && this.#state.older.state !== 'reading') {
      const kept = sliceLog(held, keep.start, held.messages.length, true)
      this.#older = { time: kept.timestamps[0] }
      return { ...next, held: kept, older: edge(this.#older) }
    }
    if (keep.end < held.messages.length && this.#state.newer.state !== 'reading') {
      this.#newer = { time: held.timestamps[keep.end] }
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
