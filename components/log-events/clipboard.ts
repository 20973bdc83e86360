import { plainLines } from '@/lib/images/log-events/display-line'
import type { HeldLog } from '@/lib/images/log-events/held-log'
import { type Rows, rowKind } from '@/lib/images/log-events/rows'
import { writtenLines } from '@/lib/images/log-events/written-lines'
import { heldText, markedText } from '@/lib/images/log-view/copy'
import { leaveEnd } from '@/lib/images/log-view/follow'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { markedOf } from '@/lib/images/log-view/select-place'

import { writeClipboard } from '../clipboard'

type Place = { event: number; line: number; character: number }

/**
 * Ctrl-C gives text from the data, never from the page: a marked range whole, rows that were never drawn included;
 * else the selection, its lines joined as they were written, without times.
 */
export function serveCopies(store: LogViewStore): () => void {
  /** The row a selection began in may be gone from the page when it is copied. */
  let anchor: Place | undefined
  const onSelect = () => {
    const selection = document.getSelection()
    const place =
      selection && placeOf(selection.anchorNode, selection.anchorOffset, store.getState().view.rows)
    if (selection?.isCollapsed || place) anchor = place ?? undefined
    // Who selects reads: what arrives must not pull the lines away.
    if (place && !selection?.isCollapsed) leaveEnd(store)
    if (store.getState().allSelected) store.change({ allSelected: false })
  }
  const onCopy = (event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea')) return
    const text = textToCopy(store, anchor)
    if (text === undefined) return
    event.preventDefault()
    if (typeof text === 'string') return event.clipboardData?.setData('text/plain', text)
    store.change({ notice: 'Reading the selected lines…' })
    writeClipboard(text).then(
      () => store.change({ notice: 'Selected lines copied' }),
      (error: unknown) => store.change({ notice: error instanceof Error ? error.message : String(error) }),
    )
  }
  document.addEventListener('selectionchange', onSelect)
  document.addEventListener('copy', onCopy)
  return () => {
    document.removeEventListener('selectionchange', onSelect)
    document.removeEventListener('copy', onCopy)
  }
}

function textToCopy(store: LogViewStore, anchor: Place | undefined): string | Promise<string> | undefined {
  const state = store.getState()
  if (state.allSelected) return heldText(store)
  const selection = document.getSelection()
  if (selection && !selection.isCollapsed) {
    return selectedText(selection, anchor, state.view.held, state.view.rows)
  }
  return markedOf(state) ? markedText(store, 'text') : undefined
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
    const written = writtenLines(held.messages[event] ?? '')
    plainLines(held.messages[event] ?? '').forEach((text, line) => {
      if (event === from.event && line < from.line) return
      if (event === to.event && line > to.line) return
      const end = event === to.event && line === to.line ? to.character : text.length
      const start = event === from.event && line === from.line ? from.character : 0
      const isWhole = start === 0 && end === text.length
      // A whole line is given as it was written, tabs and all; a part of one as it is seen.
      const copied = isWhole ? (written[line] ?? text) : text.slice(start, end)
      lines.push(copied)
      const more = isWhole && event === to.event && repeats?.folded ? repeats.count : 1
      for (let again = 1; again < more; again++) lines.push(copied)
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
