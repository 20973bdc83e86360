import 'server-only'
import { inBackground } from './quota/background'

/** Whoever asked first has been answered with a part by then: the rest gives way to what others wait for. */
const foregroundMs = 600

/** A list that is read page by page: what is known of it so far can be looked at any time. */
export type Progressive<Item> = {
  readonly items: readonly Item[]
  /** How many pages have been read, empty ones included. */
  readonly pages: number
  readonly isDone: boolean
  /** Resolves with the next page, at the end and at a failure. */
  readonly changed: Promise<unknown>
  /** All of it. @throws what reading threw */
  readonly done: Promise<readonly Item[]>
  /** That it may be out of date. */
  readonly kept?: Kept | undefined
}

/** Since when, epoch milliseconds, and why it could not be read again; without a reason it is kept for its length. */
export type Kept = { readonly since: number; readonly why?: string }

export function readProgressively<Item>(source: AsyncIterable<readonly Item[]>): Progressive<Item> {
  const began = performance.now()
  const iterator = source[Symbol.asyncIterator]()
  const items: Item[] = []
  const state = { pages: 0, isDone: false }
  let tell = () => {}
  let changed = Promise.resolve()
  const renew = () => {
    tell()
    changed = new Promise((resolve) => {
      tell = resolve
    })
  }
  const read = async () => {
    try {
      for (;;) {
        const step = () => iterator.next()
        const page = await (performance.now() - began < foregroundMs ? step() : inBackground(step))
        if (page.done) break
        items.push(...page.value)
        state.pages += 1
        renew()
      }
      state.isDone = true
      return items
    } finally {
      tell()
    }
  }
  renew()
  const done = read()
  // Whoever waits for it hears of a failure; nobody may.
  done.catch(() => {})
  return {
    items,
    done,
    get pages() {
      return state.pages
    },
    get isDone() {
      return state.isDone
    },
    get changed() {
      return changed
    },
  }
}

/** What is known already. */
export function alreadyRead<Item>(items: readonly Item[], kept?: Kept): Progressive<Item> {
  const done = Promise.resolve(items)
  return { items, pages: 1, isDone: true, changed: Promise.resolve(), done, ...(kept && { kept }) }
}

/** A list that is read anew; where that fails, what was known of it before, if that may still be told. */
export function readOrElse<Item>(
  reading: Progressive<Item>,
  before: () => Progressive<Item> | undefined,
): Progressive<Item> {
  let told = reading
  const done = reading.done.catch((error: unknown) => {
    const known = before()
    if (!known) throw error
    told = known
    return known.items
  })
  done.catch(() => {})
  return {
    done,
    get items() {
      return told.items
    },
    get pages() {
      return told.pages
    },
    get isDone() {
      return told.isDone
    },
    get changed() {
      return told.changed
    },
    get kept() {
      return told.kept
    },
  }
}
