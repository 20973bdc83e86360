import type { EventAnchor } from '../log-events/anchor'
import type { FindQuery } from '../log-events/find-query'
import { anchorOf } from '../log-events/held-log'
import { LogReader } from '../log-events/log-reader'
import type { ReadPage } from '../log-events/log-source'
import type { TimeRange } from '../log-events/log-state'
import type { MatchedLines } from '../log-events/match-lines'
import type { searchStream } from '../log-events/search-stream'
import { waitForCause } from './open'
import { type PreferenceStorage, type Preferences, readPreferences, writePreferences } from './preferences'
import { react } from './reactions'
import { settle } from './settle'
import { readAddress, type StreamAddress, type ViewAddress, writeAddress } from './view-address'
import { firstState, type ViewState } from './view-state'

/** What the view needs of the world: the log's pages, the server's find, the address, what the browser keeps. */
export type ViewHost = {
  readonly read: ReadPage
  readonly search: typeof searchStream
  /** Looks through messages for an expression, beside the page; a sentence when that is not possible. */
  readonly match: (
    query: FindQuery,
    messages: readonly string[],
    signal: AbortSignal,
  ) => Promise<MatchedLines | string>
  readonly address: {
    /** The query as it stands, `?` included or not. */
    readonly read: () => string
    /** A jump is an entry of the browser's history, a keystroke is not. */
    readonly write: (search: string, how: 'push' | 'replace') => void
  }
  readonly storage: PreferenceStorage
  /** How the log is drawn for who has said nothing about it. */
  readonly defaults: () => Preferences
  /** The topmost line when this address was left, kept for who comes back by the browser's history. */
  readonly place: {
    readonly recall: () => EventAnchor | undefined
    readonly keep: (place: EventAnchor | undefined) => void
  }
}

/**
 * The state of one log view and the only place that changes it. Commands (go-to.ts, find.ts, fold.ts, …) and what they
 * bring about (reactions.ts) call `change`; whoever draws subscribes. It knows no DOM and no React.
 */
export class LogViewStore {
  readonly host: ViewHost
  readonly #listeners = new Set<() => void>()
  #state: ViewState
  #reader: LogReader
  #leaveReader = () => {}
  #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #aborts = new Map<string, AbortController>()
  #depth = 0
  #isWriting = false

  /** @param search the address's query as the server knows it; `start` reads it again */
  constructor(stream: StreamAddress, search: string, host: ViewHost) {
    this.host = host
    this.#state = firstState(stream, readAddress(search))
    this.#reader = this.#readerOf(this.#state.address)
  }

  readonly getState = (): ViewState => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** What reads the log, or the time range of it that is shown. */
  get reader(): LogReader {
    return this.#reader
  }

  change(change: Partial<ViewState>) {
    const before = this.#state
    this.#state = settle(before, { ...before, ...change })
    if (before.address.range !== this.#state.address.range)
      this.#takeReader(this.#readerOf(this.#state.address))
    this.#depth++
    try {
      react(this, before)
    } finally {
      this.#depth--
    }
    if (this.#depth > 0) return
    for (const listener of this.#listeners) listener()
  }

  /** Writes a part of the address, and takes it over at once. */
  navigate(part: Partial<ViewAddress>, how: 'push' | 'replace', change: Partial<ViewState> = {}) {
    const address = { ...this.#state.address, ...part }
    this.#isWriting = true
    this.host.address.write(writeAddress(this.host.address.read(), address), how)
    this.#isWriting = false
    this.change({ ...change, address })
  }

  /** Takes over what the address says now: Back, Forward, or a link within the page. */
  readonly followAddress = () => {
    if (this.#isWriting) return
    const { address } = this.#state
    const next = readAddress(this.host.address.read(), address)
    const isSame = (Object.keys(next) as (keyof ViewAddress)[]).every((name) => next[name] === address[name])
    if (!isSame) this.change({ address: next })
  }

  prefer(preferences: Partial<ViewState['preferences']>) {
    writePreferences(this.host.storage, preferences)
    this.change({ preferences: { ...this.#state.preferences, ...preferences } })
  }

  /** Runs something later; what was to run under the same name is forgotten. Without `run` that is all. */
  later(name: string, delay: number, run?: () => void) {
    clearTimeout(this.#timers.get(name))
    this.#timers.delete(name)
    if (run) this.#timers.set(name, setTimeout(run, delay))
  }

  /** A signal that aborts when the next one under the name is asked for, or the view ends. */
  next(name: string): AbortSignal {
    this.#aborts.get(name)?.abort()
    const abort = new AbortController()
    this.#aborts.set(name, abort)
    return abort.signal
  }

  /** Begins to read, as the address and the browser say now; the answer ends it. */
  start(): () => void {
    // The page measures itself before effects run, and may not do so again.
    const { stream, measures } = this.#state
    const address = readAddress(this.host.address.read())
    const preferences = readPreferences(this.host.storage, this.host.defaults())
    this.#state = { ...firstState(stream, address, this.host.place.recall()), preferences, measures }
    this.#takeReader(this.#readerOf(address))
    waitForCause(this)
    this.change({})
    return () => {
      this.host.place.keep(placeOf(this.#state))
      this.#leaveReader()
      this.#reader.close()
      for (const abort of this.#aborts.values()) abort.abort()
      for (const timer of this.#timers.values()) clearTimeout(timer)
      this.#timers.clear()
    }
  }

  #readerOf({ range: { startTime, endTime } }: ViewAddress): LogReader {
    const range: TimeRange = { startTime: startTime ?? undefined, endTime: endTime ?? undefined }
    return new LogReader(this.host.read, range)
  }

  #takeReader(reader: LogReader) {
    this.#leaveReader()
    this.#reader.close()
    this.#reader = reader
    this.#leaveReader = reader.subscribe(() => this.change({ log: reader.getState() }))
    this.#state = settle(this.#state, { ...this.#state, log: reader.getState() })
  }
}

/** The topmost line; nothing while the end is followed, where whoever comes back is taken anyway. */
export function placeOf({ follow, view, inView }: ViewState): EventAnchor | undefined {
  const event = view.rows.event[inView.first]
  if (follow.on || event === undefined || inView.region !== view.region) return undefined
  return anchorOf(view.held, event)
}
