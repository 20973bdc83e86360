import { compareAnchors } from '../log-events/anchor'
import { firstHitFrom } from '../log-events/find-in-held'
import type { FindQuery } from '../log-events/find-query'
import type { StreamHit, StreamSearch } from '../log-events/search-stream'
import { imagePath } from '../queries'
import { hitAt, numberOfHit } from './found'
import { reveal } from './go-to'
import type { LogViewStore } from './log-view-store'
import { contexts, usualContext } from './view-params'
import type { SearchAll, ViewState } from './view-state'

/** Typing has stopped for so long: the whole stream is worth a search. */
const pause = 1_200

/** What is typed leads to the first hit in view or below it. */
export function changeQuery(store: LogViewStore, change: Partial<FindQuery>) {
  const { address, find } = store.getState()
  store.navigate({ query: { ...address.query, ...change } }, 'replace', {
    find: { ...find, hit: undefined, typed: true },
  })
}

export const setOnly = (store: LogViewStore, only: number | null) => store.navigate({ only }, 'replace')

export const toggleOnly = (store: LogViewStore) =>
  setOnly(store, store.getState().address.only === null ? usualContext : null)

/** Only matches, with more lines around each. */
export function widenOnly(store: LogViewStore) {
  const { only } = store.getState().address
  setOnly(store, contexts.find((lines) => lines > (only ?? -1)) ?? contexts[0] ?? usualContext)
}

/** To the next match or the one before; whoever steps wants the whole stream searched. */
export function stepHit(store: LogViewStore, direction: 1 | -1) {
  const state = store.getState()
  if (isSearchWanted(state) && searchOf(state).state === 'idle') searchAll(store)
  moveToHit(store, direction)
}

function moveToHit(store: LogViewStore, direction: 1 | -1) {
  const state = store.getState()
  const { found, find, view, inView } = state
  // What was typed leads somewhere once its lines are found.
  if (found.waiting) return
  const everywhere = everywhereOf(state)
  if (everywhere && everywhere.hits.length > 0) {
    return goToHit(store, nextOf(everywhere.hits, find.hit, direction))
  }
  const { count } = found.hits
  if (count === 0) return
  const near = firstHitFrom(found.hits, view.rows.event[inView.first] ?? 0, 0)
  const number = numberOfHit(found, find.hit)
  const next = number >= 0 ? number + direction : direction === 1 ? near : near - 1
  goToHit(store, hitAt(found, (next + count) % count))
}

function goToHit(store: LogViewStore, hit: StreamHit | undefined) {
  if (!hit) return
  store.change({ find: { ...store.getState().find, hit } })
  reveal(store, hit.anchor, hit.line, 'nearest')
}

export function goToFirstHit(store: LogViewStore) {
  const { find, found } = store.getState()
  if (!find.typed || !found.pattern || found.waiting) return
  store.change({ find: { ...find, typed: false } })
  if (found.hits.count > 0) moveToHit(store, 1)
}

/** Whether there is something to look for beyond what is held. */
export const isSearchWanted = ({ found, log }: ViewState): boolean =>
  found.pattern !== null && log.phase === 'open' && !isWhole(log)

/** The whole log, or range of it, is held. */
export const isWhole = ({ older, newer }: ViewState['log']) => older.state === 'end' && newer.state === 'end'

const asText = ({ address: { range, query } }: ViewState) => JSON.stringify({ range, query })

const idle: SearchAll = { state: 'idle' }

/** What the server's search of the whole stream has come to, for what is looked for now. */
export const searchOf = (state: ViewState): SearchAll =>
  state.find.asked === asText(state) ? state.find.search : idle

/** All hits of the whole stream, once they are known and not all held anyway. */
export function everywhereOf(state: ViewState): StreamSearch | undefined {
  const search = searchOf(state)
  return !isWhole(state.log) && search.state === 'done' ? search.search : undefined
}

/** Has the server look through the whole stream, loaded here or not. */
export function searchAll(store: LogViewStore) {
  const { stream, address, find } = store.getState()
  const asked = asText(store.getState())
  const signal = store.next('search')
  const set = (search: SearchAll) => {
    if (!signal.aborted) store.change({ find: { ...store.getState().find, search } })
  }
  store.later('search', 0)
  store.change({ find: { ...find, asked, search: { state: 'searching', search: nothingYet } } })
  const { imageId, logStreamName, region, account } = stream
  const [startTime, endTime] = [iso(address.range.startTime), iso(address.range.endTime)]
  store.host
    .search(
      `${imagePath(imageId)}/find`,
      { region, account, logStreamName, startTime, endTime },
      address.query,
      signal,
      (search) => set({ state: search.done ? 'done' : 'searching', search }),
    )
    .catch((error: unknown) => set({ state: 'failed', error }))
}

/** By itself after a pause in typing. */
export function searchAllSoon(store: LogViewStore, before: ViewState) {
  const state = store.getState()
  const wanted = isSearchWanted(state) && state.find.asked !== asText(state)
  const was = isSearchWanted(before) && before.find.asked !== asText(before)
  const isSame = before.address.query === state.address.query && before.address.range === state.address.range
  if (wanted && !(was && isSame)) store.later('search', pause, () => searchAll(store))
  else if (!wanted && was) store.later('search', 0)
}

const nothingYet: StreamSearch = { scanned: 0, total: 0, hits: [], done: false }

/** The hit's number among those of the whole stream, or -1. */
export function positionOf(hits: readonly StreamHit[], hit: StreamHit | undefined): number {
  if (!hit) return -1
  const index = lowerBound(hits, hit)
  const at = hits[index]
  return at && compareHits(at, hit) === 0 ? index : -1
}

function nextOf(hits: readonly StreamHit[], hit: StreamHit | undefined, direction: 1 | -1) {
  const here = positionOf(hits, hit)
  const next = here >= 0 ? here + direction : hit ? lowerBound(hits, hit) - (direction === 1 ? 0 : 1) : 0
  return hits[(next + hits.length) % hits.length]
}

function lowerBound(hits: readonly StreamHit[], hit: StreamHit): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = hits[middle]
    if (at && compareHits(at, hit) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const compareHits = (a: StreamHit, b: StreamHit) => compareAnchors(a.anchor, b.anchor) || a.line - b.line

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
