import { growRows } from '../log-events/grow-rows'
import { nextRowView } from '../log-events/row-view'
import { nextFound } from './found'
import { nextMoving } from './moving'
import { standingRowOf } from './select-place'
import { isFiltered, rowOptionsOf, shownRowsOf } from './select-rows'
import type { ViewState } from './view-state'

/**
 * What follows from a change, in one step: hits, rows, and where the reader stands among them. Whatever came, went,
 * folded or wrapped above, the row on top keeps its number, and the list holds it at the same height on the screen; when
 * the filter comes or goes it is the row one stands on that stays. A page that arrives while somebody folds is two such
 * steps, in whichever order.
 */
export function settle(before: ViewState, after: ViewState): ViewState {
  // A frame of a scroll: nothing but where the window stands.
  const isScroll = (Object.keys(after) as (keyof ViewState)[]).every(
    (name) => name === 'inView' || after[name] === before[name],
  )
  if (isScroll) return after
  const { region, held } = after.log
  const found = nextFound(before.found, held, after.address.query, after.expression.told)
  const inputs = { ...after, found }
  const built = growRows(before.built, held, rowOptionsOf(inputs))
  const rows = shownRowsOf({ rows: built.rows, state: inputs })
  const last = before.view
  if (rows === last.rows && region === last.region && held === last.held)
    return { ...inputs, built, view: last }
  const still = isFiltered(before) === isFiltered(inputs) ? before.inView.first : standingRowOf(before)
  const view = nextRowView(last, still, region, held, rows)
  if (last.region !== region) {
    return { ...inputs, built, view, moving: undefined, inView: { region: undefined, first: 0, last: 0 } }
  }
  const moved = last.first - view.first
  const { first, last: end, region: seen } = inputs.inView
  const inView = { region: seen, first: Math.max(0, first + moved), last: Math.max(0, end + moved) }
  return { ...inputs, built, view, inView, moving: nextMoving(before, view) }
}
