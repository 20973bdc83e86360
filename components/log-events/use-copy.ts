'use client'

import { useEffect, useRef } from 'react'
import { copyText } from '@/lib/images/log-events/copy-text'
import { plainLines } from '@/lib/images/log-events/display-line'
import type { HeldLog } from '@/lib/images/log-events/held-log'
import { type Rows, rowKind } from '@/lib/images/log-events/rows'

type Copying = {
  held: HeldLog
  rows: Rows
  marked: { from: number; to: number } | undefined
}

type Place = { event: number; line: number; character: number }

/**
 * Ctrl-C gives text from the data, never from the page: a marked range whole, rows that were never drawn included;
 * else the selection, its lines joined as they were written, without times.
 */
export function useCopy(copying: Copying) {
  const now = useRef(copying)
  const anchor = useRef<Place | undefined>(undefined)
  useEffect(() => {
    now.current = copying
  })
  useEffect(() => {
    // The row a selection began in may be gone from the page when it is copied.
    const onSelect = () => {
      const selection = document.getSelection()
      const place = selection && placeOf(selection.anchorNode, selection.anchorOffset, now.current.rows)
      if (selection?.isCollapsed || place) anchor.current = place ?? undefined
    }
    const onCopy = (event: ClipboardEvent) => {
      const { held, rows, marked } = now.current
      if (event.target instanceof Element && event.target.closest('input, textarea')) return
      const selection = document.getSelection()
      const text =
        selection && !selection.isCollapsed
          ? selectedText(selection, anchor.current, held, rows)
          : marked && copyText(held, marked.from, marked.to, 'text')
      if (text === undefined) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
    }
    document.addEventListener('selectionchange', onSelect)
    document.addEventListener('copy', onCopy)
    return () => {
      document.removeEventListener('selectionchange', onSelect)
      document.removeEventListener('copy', onCopy)
    }
  }, [])
}

function selectedText(
  selection: Selection,
  anchor: Place | undefined,
  held: HeldLog,
  rows: Rows,
): string | undefined {
  const focus = placeOf(selection.focusNode, selection.focusOffset, rows)
  if (!anchor || !focus) return undefined
  const forward = anchor.event - focus.event || anchor.line - focus.line || anchor.character - focus.character
  const [from, to] = forward <= 0 ? [anchor, focus] : [focus, anchor]
  const lines: string[] = []
  const repeats = rows.repeats.get(to.event)
  for (let event = from.event; event <= to.event; event++) {
    plainLines(held.messages[event] ?? '').forEach((text, line) => {
      if (event === from.event && line < from.line) return
      if (event === to.event && line > to.line) return
      const end = event === to.event && line === to.line ? to.character : text.length
      const start = event === from.event && line === from.line ? from.character : 0
      lines.push(text.slice(start, end))
      const whole = start === 0 && end === text.length && event === to.event
      for (let more = 1; whole && repeats?.folded && more < repeats.count; more++) lines.push(text)
    })
  }
  return lines.join('\n')
}

/** Which character of which line a place in the page is. */
function placeOf(node: Node | null, offset: number, rows: Rows): Place | null {
  const element = node instanceof Element ? node : node?.parentElement
  const rowElement = element?.closest('[data-row]')
  const row = Number(rowElement?.getAttribute('data-row') ?? Number.NaN)
  const kind = rows.kind[row]
  if (!rowElement || (kind !== rowKind.line && kind !== rowKind.continuation)) return null
  const text = rowElement.querySelector('.log-text')
  let character = 0
  if (text?.contains(node) && node) {
    const before = document.createRange()
    before.selectNodeContents(text)
    before.setEnd(node, offset)
    character = before.toString().length
  }
  return {
    event: rows.event[row] ?? 0,
    line: rows.line[row] ?? 0,
    character: (rows.from[row] ?? 0) + character,
  }
}
