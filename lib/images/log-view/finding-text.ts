import { everywhereOf, isSearchWanted, isWhole, positionOf, searchOf } from './find'
import { numberOfHit } from './found'
import type { ViewState } from './view-state'

/** What find says: where one stands, of how many, and among what. Empty while nothing is looked for. */
export function findingText(state: ViewState): string {
  const { found, log, find } = state
  if (found.problem) return found.problem
  if (!found.pattern || log.phase !== 'open') return ''
  if (found.waiting) return 'Searching…'
  const search = searchOf(state)
  if (search.state === 'failed') {
    const { error } = search
    return `The whole log could not be searched: ${error instanceof Error ? error.message : error}`
  }
  const everywhere = everywhereOf(state)
  const total = everywhere ? everywhere.total : found.hits.count
  const whole = isWhole(log)
  if (!whole && search.state === 'searching') {
    const soFar = number(Math.max(search.search.total, total))
    const { scanned } = search.search
    return scanned === 0
      ? `${soFar} so far, searching…`
      : `${soFar} so far, ${number(scanned)} events searched…`
  }
  const loaded = log.held.messages.length - log.held.withheld
  const scope = whole || search.state === 'done' ? '' : ` in ${number(loaded)} loaded lines`
  if (total === 0) return `No matches${scope}`
  const place = everywhere ? positionOf(everywhere.hits, find.hit) : numberOfHit(found, find.hit)
  return place >= 0
    ? `${number(place + 1)} of ${number(total)}${scope}`
    : `${number(total)} ${total === 1 ? 'match' : 'matches'}${scope}`
}

/** Whether "Search all" is worth offering. */
export const isSearchAllOffered = (state: ViewState) =>
  state.address.query.text !== '' && isSearchWanted(state)

const number = (count: number) => count.toLocaleString('en')
