import 'server-only'
import { AwsFailure } from './aws-failure'
import { alreadyRead, type Kept, type Progressive, readOrElse, readProgressively } from './progressive'
import { inBackground } from './quota/background'
import { type Scope, scopeKey } from './scope'

/** A crowd that asks for a list of one page shares one reading of it for so long, as it shares every other answer. */
const sharedMs = 4_000
/** A list of some pages is read anew for whoever asks when it is older, so that it is never a minute old. */
const freshMs = 50_000
/** How many pages a minute one list may cost at most: a longer list is kept for longer, and says so. */
const pagesPerMinute = 20
const minute = 60_000
/** The longest list is read again in the background when it is older. */
const keptMs = 5 * minute
/** Reading on without end would be no use to anybody. */
const mostPages = 600

type PagesOf<Item> = (scope: Scope) => AsyncIterable<readonly Item[]>
type State<Item> = {
  /** When reading all of it last began, and its first pages. Times are performance.now()'s, which never jumps. */
  whole?: { items: Map<string, Item>; pages: number; readAt: number; frontAt: number }
  reading?: Progressive<Item>
  readingFront?: boolean
  /** Why it could not be read the last time. */
  why?: string
}

/** For how long a list of so many pages is what AWS has. */
const freshFor = (pages: number) => (pages <= 1 ? sharedMs : freshMs)
const isLong = (pages: number) => pages * (minute / freshMs) > pagesPerMinute
const keptFor = (pages: number) => Math.min(keptMs, Math.max(freshMs, (pages / pagesPerMinute) * minute))

/**
 * A list of AWS's that may be far longer than what we look for in it, such as all stacks that were ever deleted. One of
 * a single page is read each time, once for a crowd; one of up to 16 pages, once in 50 seconds. A longer one is read
 * once, goes on being read when whoever asked has left, and is kept: what came since stands on its first pages, as AWS
 * in practice lists the newest first, which are read again each minute while somebody asks; the rest at twenty pages a
 * minute, or every five minutes. What is kept for longer than a minute is told with the time that it is of, while AWS
 * fails with the reason too; a list that may no longer be read is forgotten.
 */
export function createKeptList<Item>(pagesOf: PagesOf<Item>, idOf: (item: Item) => string) {
  const states = new Map<string, State<Item>>()

  function stateOf(scope: Scope): State<Item> {
    const key = scopeKey(scope)
    const state = states.get(key) ?? {}
    states.set(key, state)
    return state
  }

  function readWhole(scope: Scope, state: State<Item>): Progressive<Item> {
    if (state.reading) return state.reading
    let pages = 0
    const began = performance.now()
    const counted = async function* () {
      for await (const page of pagesOf(scope)) {
        yield page
        if (++pages === mostPages) return
      }
    }
    const reading = readProgressively(counted())
    state.reading = reading
    const keep = (items: readonly Item[]) => {
      const byId = new Map(items.map((item) => [idOf(item), item]))
      state.whole = { items: byId, pages, readAt: began, frontAt: began }
      delete state.why
    }
    const over = () => {
      delete state.reading
    }
    reading.done.then(keep, (error: unknown) => fail(state, error)).then(over, over)
    return reading
  }

  /** What may no longer be read is not shown any longer either. */
  function fail(state: State<Item>, error: unknown): void {
    if (error instanceof AwsFailure && error.kind === 'refused') delete state.whole
    state.why = error instanceof Error ? error.message : String(error)
  }

  /** Adds what came since to a list that is known. */
  async function readFront(
    scope: Scope,
    state: State<Item>,
    whole: NonNullable<State<Item>['whole']>,
  ): Promise<void> {
    for await (const page of pagesOf(scope)) {
      const before = whole.items.size
      for (const item of page) whole.items.set(idOf(item), item)
      if (whole.items.size === before) break
    }
    whole.frontAt = performance.now()
    delete state.why
  }

  function renewWhenOld(scope: Scope, state: State<Item>): void {
    const { whole } = state
    if (!whole) return
    const now = performance.now()
    if (now - whole.readAt > keptFor(whole.pages)) inBackground(() => readWhole(scope, state))
    else if (now - whole.frontAt > freshMs && !state.readingFront) {
      state.readingFront = true
      void inBackground(() => readFront(scope, state, whole))
        .catch((error: unknown) => fail(state, error))
        .then(() => {
          state.readingFront = false
        })
    }
  }

  /** That what is known is older than a minute: for its length, or because AWS could not be asked. */
  function kept({ whole, why }: State<Item>): Kept | undefined {
    if (!whole) return undefined
    const now = performance.now()
    const since = Date.now() - (now - whole.readAt)
    if (why !== undefined && now - whole.frontAt > minute) return { since, why }
    return now - whole.readAt > minute ? { since } : undefined
  }

  /** What is known by now, and that it is kept. Undefined for what is not known, or may no longer be read. */
  function known(state: State<Item>): Progressive<Item> | undefined {
    return state.whole && alreadyRead([...state.whole.items.values()], kept(state))
  }

  /** Whether it has to be read anew before it is told. */
  function isDue({ whole }: State<Item>): boolean {
    return !whole || (!isLong(whole.pages) && performance.now() - whole.readAt >= freshFor(whole.pages))
  }

  return {
    /** The list as far as it is known, which of a long one may be some minutes old. */
    asKnown(scope: Scope): Progressive<Item> {
      const state = stateOf(scope)
      if (isDue(state)) {
        const isOfOne = (state.whole?.pages ?? 1) <= 1
        const reading = readWhole(scope, state)
        return isOfOne ? reading : readOrElse(reading, () => known(state))
      }
      renewWhenOld(scope, state)
      return known(state) ?? readWhole(scope, state)
    },
    /** The list with what came since it was read. @throws AwsFailure */
    async upToDate(scope: Scope): Promise<readonly Item[]> {
      const state = stateOf(scope)
      const { whole } = state
      if (!whole || whole.pages <= 1 || isDue(state)) return readWhole(scope, state).done
      renewWhenOld(scope, state)
      try {
        await readFront(scope, state, whole)
      } catch (error) {
        fail(state, error)
        throw error
      }
      return [...whole.items.values()]
    },
  }
}
