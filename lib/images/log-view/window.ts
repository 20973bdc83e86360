import type { LogViewStore } from './log-view-store'
import type { ViewState } from './view-state'

/** Rows from an end of what is held at which the next page is asked for. */
const [near, nearInLong, long] = [400, 1_500, 3_000]

/** The list tells which rows are in view, `last` excluded. */
export function look(store: LogViewStore, first: number, last: number) {
  const { view, inView } = store.getState()
  if (inView.region === view.region && inView.first === first && inView.last === last) return
  const event = view.rows.event[Math.max(0, Math.min(first, view.rows.count - 1))] ?? 0
  store.reader.look(view.held.timestamps[event] ?? 0)
  store.change({ inView: { region: view.region, first, last } })
}

/** Reads on well before an end of what is held is reached. */
export function loadNear(store: LogViewStore) {
  const { log, view, inView } = store.getState()
  // A list without rows reports none: what was read may all be one millisecond, withheld until it is whole.
  const blank = view.rows.count === 0
  if (log.phase !== 'open' || (inView.region !== log.region && !blank)) return
  const distance = log.held.messages.length > long ? nearInLong : near
  if (log.older.state === 'more' && (blank || inView.first < distance)) void store.reader.loadOlder()
  if (log.newer.state === 'more' && (blank || inView.last > view.rows.count - distance)) {
    void store.reader.loadNewer()
  }
}

/** So much of the tallest element stays unused: header, footer, and the rows of a page that comes. */
const share = 0.9

/**
 * Holds no more than has room in one element: wrapped lines at three device pixels to one have 559,000 rows of room. What
 * does not wrap any more has room again.
 */
export function keepWithinHeight(store: LogViewStore, before: ViewState) {
  const { view, measures, preferences } = store.getState()
  const changed = view !== before.view || measures !== before.measures
  if (!changed) return
  if (preferences.wrap !== before.preferences.wrap) store.reader.holdAtMost(Infinity)
  const height = view.rows.count * measures.rowHeight
  const most = measures.tallest * share
  if (height <= most) return
  store.reader.holdAtMost(Math.floor((view.held.messages.length * most) / height))
}
