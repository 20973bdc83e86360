import type { Outline } from '../build-log/outline-schema'
import type { EventAnchor } from '../log-events/anchor'
import type { LogPage, PageRequest } from '../log-events/log-source'
import { matchLines } from '../log-events/match-lines'
import { rowKind } from '../log-events/rows'
import type { StreamSearch } from '../log-events/search-stream'
import { LogViewStore } from './log-view-store'
import { defaultPreferences } from './preferences'
import type { Facts } from './view-state'
import { look } from './window'

/** Epoch milliseconds of the first line of a test's log. */
export const began = Date.UTC(2026, 0, 2, 3, 4, 5)

type Wish = {
  /** The lines, a second apart. */
  lines?: readonly string[]
  /** When they were written, if not a second apart: seconds since `began`. */
  seconds?: readonly number[]
  search?: string
  facts?: Partial<Facts>
  /** Where somebody stood who comes back. */
  place?: EventAnchor
  kept?: Record<string, string>
  /** How many events a page has at most. */
  pageSize?: number
}

/** `count` lines: `line 1.`, `line 2.`, … */
export const numbered = (count: number) => Array.from({ length: count }, (_, n) => `line ${n + 1}.`)

/** A log view without a page: its log is an array, its address a string, and nothing waits for anything. */
export class TestView {
  readonly store: LogViewStore
  readonly history: string[]
  readonly kept: Map<string, string>
  readonly searched: string[] = []
  /** How many messages were looked through for an expression. */
  matched = 0
  answer: StreamSearch = { scanned: 0, total: 0, hits: [], done: true }
  #events: { timestamp: number; message: string }[]
  readonly #pageSize: number
  readonly stop: () => void
  left: EventAnchor | undefined

  constructor({
    lines = numbered(100),
    seconds,
    search = '',
    facts,
    place,
    kept = {},
    pageSize = 10_000,
  }: Wish = {}) {
    this.#events = lines.map((message, n) => ({ timestamp: began + (seconds?.[n] ?? n) * 1000, message }))
    this.#pageSize = pageSize
    this.history = [search]
    this.kept = new Map(Object.entries(kept))
    this.store = new LogViewStore(
      { imageId: 'image', logStreamName: '3.14.0/1', region: undefined, account: undefined },
      search,
      {
        read: async (request) => this.#page(request),
        search: async (_path, _params, query, _signal, onProgress) => {
          this.searched.push(query.text)
          onProgress(this.answer)
        },
        match: async (query, messages) => {
          this.matched += messages.length
          return matchLines(query, messages)
        },
        address: {
          read: () => this.search,
          write: (next, how) => {
            if (how === 'push') this.history.push(next)
            else this.history[this.history.length - 1] = next
          },
        },
        storage: {
          read: (name) => this.kept.get(name) ?? null,
          write: (name, value) => this.kept.set(name, value),
        },
        defaults: () => defaultPreferences,
        place: {
          recall: () => place,
          keep: (left) => {
            this.left = left
          },
        },
      },
    )
    this.stop = this.store.start()
    this.learn({ build: { known: true, running: false, failed: false }, ...facts })
  }

  get search(): string {
    return this.history.at(-1) ?? ''
  }

  get state() {
    return this.store.getState()
  }

  learn(facts: Partial<Facts>) {
    this.store.change({ facts: { ...this.state.facts, ...facts } })
  }

  write(...messages: string[]) {
    const last = this.#events.at(-1)?.timestamp ?? began
    this.#events.push(...messages.map((message, n) => ({ timestamp: last + (n + 1) * 1000, message })))
  }

  back() {
    this.history.pop()
    this.store.followAddress()
  }

  /** Every read that is under way, and what follows from it. */
  async settled(): Promise<this> {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    return this
  }

  /** The list shows `height` rows from `first` on. */
  lookAt(first: number, height = 10) {
    look(this.store, first, first + height)
  }

  /** The list shows rows around a line, as it does when it has gone there. */
  lookAtLine(text: string, above = 3) {
    const { rows } = this.state.view
    const row = Array.from({ length: rows.count }, (_, n) => n).find((n) => this.textAt(n) === text) ?? 0
    this.lookAt(Math.max(0, row - above))
  }

  /** What the list shows, a row a string; rows that are no lines in angle brackets. */
  get rows(): string[] {
    return Array.from({ length: this.state.view.rows.count }, (_, row) => this.textAt(row))
  }

  textAt(row: number): string {
    const { rows, held } = this.state.view
    const kind = rows.kind[row]
    if (kind === rowKind.hidden) return `<${rows.line[row]} hidden>`
    if (kind === rowKind.line || kind === rowKind.continuation) {
      const line = (held.messages[rows.event[row] ?? 0] ?? '').split('\n')[rows.line[row] ?? 0] ?? ''
      return line.slice(rows.from[row], rows.to[row])
    }
    return `<${Object.entries(rowKind).find(([, value]) => value === kind)?.[0]}>`
  }

  /** The line the list is to go to. */
  get goesTo(): string | undefined {
    const goal = this.state.destination?.goal
    if (goal?.at !== 'line') return goal?.at
    const event = this.#events.filter(({ timestamp }) => timestamp === goal.anchor.timestamp)[
      goal.anchor.ordinal
    ]
    return event?.message
  }

  #page({
    startFromHead,
    startTime = -Infinity,
    endTime = Infinity,
    nextToken,
    limit,
  }: PageRequest): LogPage {
    const within = this.#events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
    const size = Math.min(limit, this.#pageSize)
    const [direction, place] = nextToken?.split('/') ?? [startFromHead ? 'f' : 'b']
    const at = place === undefined ? (direction === 'f' ? 0 : within.length) : Number(place)
    const low = direction === 'f' ? at : Math.max(0, at - size)
    const high = direction === 'f' ? Math.min(within.length, at + size) : at
    const taken = within.slice(low, high)
    return {
      events: {
        timestamps: Float64Array.from(taken, ({ timestamp }) => timestamp),
        messages: taken.map(({ message }) => message),
      },
      nextToken: `f/${high}`,
      prevToken: `b/${low}`,
    }
  }
}

/** An outline of named steps, each so many events long, from the log's first event on; the last may have failed. */
export function outlineOf(steps: readonly { name: string; events: number; failed?: boolean }[]): Outline {
  let first = 0
  const made = steps.map(({ name, events, failed = false }) => {
    const at = { timestamp: began + first * 1000, ordinal: 0 }
    const last = { timestamp: began + (first + events - 1) * 1000, ordinal: 0 }
    const lines = failed ? [{ text: 'it failed', at: last, line: 0 }] : []
    const step = {
      key: name,
      name,
      state: failed ? ('failed' as const) : ('good' as const),
      start: at.timestamp,
      end: last.timestamp,
      at,
      firstEvent: first,
      lastEvent: first + events - 1,
      events,
      lines: events,
      liveStderr: false,
      errorCount: lines.length,
      errors: lines,
      ...(failed && {
        finding: { ruleId: 'x', sentence: 'It failed.', sure: true, certainty: 'sure' as const, lines },
      }),
    }
    first += events
    return step
  })
  const failed = made.find(({ state }) => state === 'failed')
  return {
    outcome: failed ? 'failed' : 'ok',
    ...(failed && { failedStepKey: failed.key }),
    errors: made.flatMap((step) => step.errors.map(({ at, line }) => ({ ...at, line }))),
    runs: [
      {
        afterReboot: false,
        documents: [
          {
            name: 'document',
            at: { timestamp: began, ordinal: 0 },
            phases: [{ name: 'build', steps: made }],
          },
        ],
      },
    ],
    workflow: [],
    facts: {},
    eventCount: first,
    lineCount: first,
  }
}
