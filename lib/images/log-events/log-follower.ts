import { ApiError } from '@/lib/api-error'
import { serverNow } from '@/lib/server-clock'
import type { LogReader } from './log-reader'

const soonest = 1_000
const latest = 2_000
const hiddenTab = 10_000
/** A failure is asked about again in this time at the latest: well again is to be seen within 10 s. */
const latestAfterFailure = 6_000
/** An answer that takes longer is worth a word. */
const patience = 4_000
const minute = 60_000

/** Events come up to 10 s late: a build that has just finished is looked at three times more, then left alone. */
const afterTheEnd = [0, 6_000, 12_000]

/** How following goes. Times are epoch milliseconds by the server's clock. */
export type FollowState =
  | { readonly state: 'off' | 'well' }
  /** Nothing was heard since then; `error` is the last answer, undefined while none comes. It is asked on and on. */
  | { readonly state: 'failing'; readonly since: number; readonly error: unknown }

/** The page a log is followed on: whether it is seen, and when that changes. */
export type Surroundings = { isHidden: () => boolean; onSeen: (listener: () => void) => () => void }

const thisPage: Surroundings = {
  isHidden: () => document.hidden,
  onSeen: (listener) => {
    const ifSeen = () => {
      if (!document.hidden) listener()
    }
    document.addEventListener('visibilitychange', ifSeen)
    return () => document.removeEventListener('visibilitychange', ifSeen)
  },
}

const off: FollowState = { state: 'off' }
const well: FollowState = { state: 'well' }

/**
 * Has a reader look for more while its log is written: every second while lines come, every two while none do, seldom
 * in a hidden tab; once a minute for what came late. Never silent: what keeps it from looking is its state. Timers
 * throughout, as a hidden tab runs no animation frames.
 */
export class LogFollower {
  readonly #reader: LogReader
  readonly #page: Surroundings
  readonly #listeners = new Set<() => void>()
  #state: FollowState = off
  #timer: ReturnType<typeof setTimeout> | undefined
  #leave = () => {}
  #looking = false
  #wait = soonest
  #heardAt: number | undefined
  #sweptAt = 0
  /** Looks still to be made after the end, as the pauses before them; undefined while the build runs. */
  #looks: number[] | undefined

  constructor(reader: LogReader, page: Surroundings = thisPage) {
    this.#reader = reader
    this.#page = page
  }

  readonly getState = (): FollowState => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Follows until `finish` or `stop`. */
  start() {
    if (this.#looks === undefined && this.#state !== off) return
    this.#looks = undefined
    this.#begin(soonest)
    this.#sweptAt = performance.now()
    this.#set(well)
  }

  /** The build is over: what comes late is fetched, then nothing is asked any more. */
  finish() {
    if (this.#state === off || this.#looks !== undefined) return
    const [first = 0, ...more] = afterTheEnd
    this.#looks = more.map((at, index) => at - (afterTheEnd[index] ?? 0))
    this.#begin(first)
  }

  stop() {
    clearTimeout(this.#timer)
    this.#leave()
    this.#looks = undefined
    this.#set(off)
  }

  #begin(after: number) {
    this.#leave()
    this.#leave = this.#page.onSeen(() => this.#schedule(0))
    this.#wait = soonest
    this.#schedule(after)
  }

  #schedule(after: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), after)
  }

  async #look() {
    // Whoever is seen again or finished meanwhile is served by the look under way, which goes on by itself.
    if (this.#looking) return
    this.#looking = true
    const since = this.#heardAt ?? serverNow()
    const fail = (error: unknown) => {
      if (this.#state !== off) this.#set({ state: 'failing', since, error })
    }
    const impatience = setTimeout(() => fail(undefined), patience)
    const reader = this.#reader
    const came = await (isNotThere(reader) ? reader.lookAgain() : reader.poll())
    clearTimeout(impatience)
    this.#looking = false
    if (this.#state === off) return
    const { followError, catchingUp } = reader.getState()
    if (followError !== undefined) {
      fail(followError)
      this.#wait = Math.min(Math.max(this.#wait, soonest) * 2, latestAfterFailure)
    } else {
      this.#heardAt = serverNow()
      this.#set(well)
      this.#wait = catchingUp ? 0 : came ? soonest : Math.min(Math.max(this.#wait, soonest) * 1.2, latest)
      this.#sweepOnceAMinute()
      if (this.#looks && !catchingUp) return this.#lookOnAfterTheEnd(this.#looks)
    }
    this.#schedule(this.#page.isHidden() && !catchingUp ? hiddenTab : this.#wait)
  }

  #lookOnAfterTheEnd(looks: number[]) {
    const next = looks.shift()
    if (next === undefined) this.stop()
    else this.#schedule(next)
  }

  #sweepOnceAMinute() {
    const isLast = this.#looks?.length === 0
    if (!isLast && performance.now() - this.#sweptAt < minute) return
    this.#sweptAt = performance.now()
    void this.#reader.sweep(Math.floor(serverNow() / minute))
  }

  #set(state: FollowState) {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** A running build's log begins some minutes after its stack. */
function isNotThere(reader: LogReader) {
  const { phase, error } = reader.getState()
  return phase === 'failed' && error instanceof ApiError && error.status === 404
}
