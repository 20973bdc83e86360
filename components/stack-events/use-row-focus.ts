'use client'

import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react'

/** A row that takes the focus, and which item of the list must be drawn for it. */
export interface FocusRow {
  key: string
  item: number
}

/** Frames to wait for a list to draw what it was scrolled to. */
const PATIENCE = 20

/**
 * Keys on rows: up and down, Home and End go from row to row, drawn or not yet; right and left go along a row's
 * events and back to its name. Only one row is in the order of Tab, with its bars.
 */
export function useRowFocus(
  area: RefObject<HTMLElement | null>,
  rows: readonly FocusRow[],
  scrollToItem: (item: number) => void,
) {
  const [active, setActive] = useState<string>()
  const [focused, setFocused] = useState(false)
  const index = Math.max(
    0,
    rows.findIndex(({ key }) => key === active),
  )
  const activeKey = rows[index]?.key

  const focus = useCallback(
    (to: number) => {
      const row = rows[Math.max(0, Math.min(to, rows.length - 1))]
      if (!row) return
      setActive(row.key)
      let frames = 0
      const take = () => {
        const element = area.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)
        if (element) {
          element.focus({ preventScroll: true })
          element.scrollIntoView({ block: 'nearest' })
          return
        }
        if (frames === 0) scrollToItem(row.item)
        if (frames++ < PATIENCE) requestAnimationFrame(take)
      }
      take()
    },
    [area, rows, scrollToItem],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const target = event.target instanceof HTMLElement ? event.target : undefined
    const rowElement = target?.closest<HTMLElement>('[data-focus-row]')
    if (!target || !rowElement) return
    const from = rows.findIndex(({ key }) => key === rowElement.dataset.focusRow)
    const goals: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      Home: 0,
      End: rows.length,
    }
    const goal = goals[event.key]
    if (goal !== undefined) focus(goal)
    else if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    else if (!along(rowElement, target, event.key === 'ArrowRight' ? 1 : -1)) return
    event.preventDefault()
  }
  /** Whatever takes the focus makes its row the active one. */
  const onFocus = (event: React.FocusEvent<HTMLElement>) => {
    const key = event.target.closest<HTMLElement>('[data-focus-row]')?.dataset.focusRow
    if (key === undefined) return
    setActive(key)
    setFocused(true)
  }
  const onBlur = (event: React.FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false)
  }
  return { activeKey, focused, onKeyDown, onFocus, onBlur, enter: () => focus(index) }
}

/** Along a row's stops: its name, then its events. A name that folds folds instead. */
function along(row: HTMLElement, target: HTMLElement, direction: 1 | -1): boolean {
  const folds = target.getAttribute('aria-expanded')
  if (folds !== null) {
    if ((folds === 'true') === (direction === -1)) target.click()
    return true
  }
  const stops = [...row.querySelectorAll<HTMLElement>('[data-row], [data-event]')]
  const next = stops[stops.indexOf(target) + direction]
  next?.focus()
  return stops.includes(target)
}
