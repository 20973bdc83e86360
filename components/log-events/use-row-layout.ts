'use client'

import type { TimeMode } from './time-mode'
import { useCell } from './use-cell'

/** Room beside a row's text: its padding and the scroll bar. */
const margin = 40

/** What rows measure: pixels, and columns of the log's font. */
export function useRowLayout(
  box: React.RefObject<HTMLElement | null>,
  { wrap, timeMode }: { wrap: boolean; timeMode: TimeMode },
) {
  const { cell, width } = useCell(box)
  const timeColumns = timeMode === 'start' || timeMode === 'reference' ? 13 : 12
  const gutter = timeMode === 'off' ? 28 : Math.ceil(timeColumns * cell * (12 / 13)) + 18
  return {
    /** The room for the time in front of each line. */
    gutter,
    /** What is visible of a row, without the scroll bar. */
    visibleWidth: width - 12,
    columns: Math.max(20, Math.floor((width - gutter - margin) / cell)),
    /** The least width of the list, so that it scrolls sideways evenly; 0 when everything fits. */
    widthOf: (longest: number) => (wrap ? 0 : Math.ceil(gutter + margin + (longest + 18) * cell)),
  }
}
