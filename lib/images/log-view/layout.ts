import type { ViewState } from './view-state'

/** Room beside a row's text: its padding and the scroll bar. */
const margin = 40

/** A line that is shown in full goes on beside the label that says why it is marked. */
const label = 18

type LayoutInputs = Pick<ViewState, 'measures' | 'preferences' | 'address'>

/** A narrower box has no room for line numbers. */
const leastForNumbers = 640

/** The room for the number of each line, in pixels; 0: it is not shown. */
export const numberWidthOf = ({ measures }: LayoutInputs): number =>
  measures.width >= leastForNumbers ? Math.ceil(6 * measures.cell * (12 / 13)) : 0

/** The room for the number and the time in front of each line, in pixels. */
export function gutterOf(state: LayoutInputs): number {
  const { measures, preferences, address } = state
  const { times } = preferences
  const number = numberWidthOf(state)
  if (times === 'off' && !address.reference) return number + 28
  const columns = address.reference || times === 'start' ? 13 : 12
  return number + Math.ceil(columns * measures.cell * (12 / 13)) + 20
}

/** How many characters fit into a row. */
export const columnsOf = (state: LayoutInputs): number =>
  Math.max(20, Math.floor((state.measures.width - gutterOf(state) - margin) / state.measures.cell))

/** What is visible of a row, without the scroll bar, in pixels. */
export const visibleWidthOf = ({ measures }: LayoutInputs): number => measures.width - 12

/** The least width of the list, so that it scrolls sideways evenly; 0 when everything fits. */
export const listWidthOf = (state: LayoutInputs & Pick<ViewState, 'view'>): number =>
  state.preferences.wrap
    ? 0
    : Math.ceil(gutterOf(state) + margin + (state.view.rows.longest + label) * state.measures.cell)
