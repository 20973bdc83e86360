import { type AnchorRange, compareAnchors, type EventAnchor } from '../log-events/anchor'
import { type Bookmark, compareLines, withBookmark, withoutBookmark } from '../log-events/bookmarks'
import { anchorOf, type HeldLog, indexOfAnchor } from '../log-events/held-log'
import { isFollowing } from './follow'
import type { LogViewStore } from './log-view-store'

const chooseFirst = 'Choose a line first: j and k, or a click on its time'

/** Marks events, or one line of one: the address names them, for everybody who opens it. */
export function mark(store: LogViewStore, at: AnchorRange | null, line: number | null = null) {
  const follow = isFollowing(store.getState(), false)
  store.navigate({ at, line }, 'push', { follow })
}

/** Marks the line in a row, or with `extend` all events from the marked ones up to it. */
export function markRow(store: LogViewStore, row: number, extend: boolean) {
  const { view, address } = store.getState()
  const { rows, held } = view
  const first = rows.event[row] ?? 0
  const repeats = rows.repeats.get(first)
  const anchor = anchorOf(held, first)
  // A row that stands for many events marks them all.
  const last = repeats?.folded ? anchorOf(held, first + repeats.count - 1) : anchor
  const line = rows.line[row] ?? 0
  store.change({ current: { anchor, line } })
  const { at } = address
  if (!extend || !at) return mark(store, { from: anchor, to: last }, lineWorthNaming(held, first, line))
  mark(
    store,
    compareAnchors(at.from, anchor) <= 0 ? { from: at.from, to: last } : { from: anchor, to: at.to },
  )
}

/** Of an event of many lines one is meant; of an event that is one line the event. */
const lineWorthNaming = (held: HeldLog, event: number, line: number) =>
  (held.shapes[event] ?? -1) < 0 && (held.messages[event] ?? '').trimEnd().includes('\n') ? line : null

export function markCurrent(store: LogViewStore): boolean {
  const { current, log } = store.getState()
  if (!current) return false
  const { index } = indexOfAnchor(log.held, current.anchor)
  const line = lineWorthNaming(log.held, index, current.line)
  mark(store, { from: current.anchor, to: current.anchor }, line)
  return true
}

/** Everything held is to be copied. Says so, as no list of this length can be selected on the screen. */
export function selectAll(store: LogViewStore) {
  const { log } = store.getState()
  const count = log.held.messages.length - log.held.withheld
  const whole = log.older.state === 'end' && log.newer.state === 'end'
  const what = whole
    ? `All ${count.toLocaleString('en')} events`
    : `The ${count.toLocaleString('en')} loaded events`
  store.change({
    allSelected: true,
    follow: isFollowing(store.getState(), false),
    notice: `${what} are selected: Ctrl C copies them${whole ? '' : '. Download has the whole log'}`,
  })
}

export function unmark(store: LogViewStore): boolean {
  const isMarked = store.getState().address.at !== null
  if (isMarked) mark(store, null)
  return isMarked
}

/** Lines somebody bookmarked with a note. The address holds them, so a link is the whole investigation. */
export function putBookmark(store: LogViewStore, bookmark: Bookmark) {
  const bookmarks = withBookmark(store.getState().address.bookmarks, bookmark)
  if (!bookmarks) {
    return store.change({ notice: 'The address holds no more bookmarks: shorten a note or take one away' })
  }
  store.navigate({ bookmarks }, 'replace', { bookmarksShown: true })
}

export function removeBookmark(store: LogViewStore, bookmark: Pick<Bookmark, 'anchor' | 'line'>) {
  store.navigate({ bookmarks: withoutBookmark(store.getState().address.bookmarks, bookmark) }, 'replace')
}

/** Bookmarks the current line, or takes its bookmark away. */
export function toggleBookmark(store: LogViewStore) {
  const { current, address } = store.getState()
  if (!current) return store.change({ notice: chooseFirst })
  if (address.bookmarks.some((one) => compareLines(one, current) === 0)) removeBookmark(store, current)
  else putBookmark(store, { ...current, note: '' })
}

/** Makes times count from the current line, or as before. The address says so, for everybody who opens it. */
export function toggleReference(store: LogViewStore) {
  const { current, address } = store.getState()
  if (!current) return store.change({ notice: chooseFirst })
  const isSame = address.reference !== null && compareAnchors(address.reference, current.anchor) === 0
  setReference(store, isSame ? null : current.anchor)
  store.change({ notice: isSame ? 'Times as before' : 'Times count from this line' })
}

export const setReference = (store: LogViewStore, reference: EventAnchor | null) =>
  store.navigate({ reference }, 'replace')
