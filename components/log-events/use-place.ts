'use client'

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { type AnchorRange, type EventAnchor, formatAt } from '@/lib/images/log-events/anchor'
import { indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { LogReader } from '@/lib/images/log-events/log-reader'
import type { LogState, Opening } from '@/lib/images/log-events/log-state'
import type { RowView } from '@/lib/images/log-events/row-view'
import { rowOf } from '@/lib/images/log-events/rows'
import type { LogListHandle } from './log-list'

/** Where a freshly opened region begins. */
export type Goal =
  | { at: 'start' }
  | { at: 'end' }
  | { at: 'line'; anchor: EventAnchor; line: number | undefined }

/** Moving about: to a line, loaded or not, and to both ends of the whole log. */
export function usePlace(
  reader: LogReader,
  state: LogState,
  view: RowView,
  list: React.RefObject<LogListHandle | null>,
  setFollow: (follow: boolean) => void,
  /** Unfolds what hides an event, or one line of it; whether anything did. */
  reveal: (event: number, line: number | undefined) => boolean,
) {
  const goal = useRef<Goal>({ at: 'end' })
  const pending = useRef<{ anchor: EventAnchor; line: number; align: 'center' | 'nearest' } | undefined>(
    undefined,
  )
  const now = useRef({ state, view })
  useEffect(() => {
    now.current = { state, view }
  })

  const open = useCallback(
    (next: Goal) => {
      goal.current = next
      setFollow(next.at === 'end')
      const opening: Opening = next.at === 'line' ? { at: 'moment', ...next.anchor } : next
      void reader.open(opening)
    },
    [reader, setFollow],
  )

  const goToLine = useCallback(
    (anchor: EventAnchor, line?: number, align: 'center' | 'nearest' = 'center') => {
      const { state, view } = now.current
      const held = state.held
      const { index, exact } = indexOfAnchor(held, anchor)
      setFollow(false)
      // Beyond the held stretch: between two held events nothing is missing, so the nearest is the answer there.
      const within =
        (held.timestamps[held.withheld] ?? Infinity) <= anchor.timestamp &&
        anchor.timestamp <= (held.timestamps.at(-1) ?? -Infinity)
      if (state.phase === 'open' && (exact || within)) {
        // A fold that opens changes the rows: the way there is gone once they are drawn.
        pending.current = reveal(index, line) ? { anchor, line: line ?? 0, align } : undefined
        list.current?.scrollToRow(rowOf(view.rows, index, line), align)
        return
      }
      open({ at: 'line', anchor, line })
    },
    [list, open, setFollow, reveal],
  )

  const { phase, region } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening, whatever is read or folded later
  useEffect(() => {
    const { current } = goal
    if (phase !== 'open' || current.at !== 'line') return
    const { anchor, line } = current
    const { index } = indexOfAnchor(now.current.state.held, anchor)
    if (reveal(index, line)) pending.current = { anchor, line: line ?? 0, align: 'center' }
  }, [phase, region])

  useLayoutEffect(() => {
    const next = pending.current
    pending.current = undefined
    if (!next) return
    const row = rowOf(view.rows, indexOfAnchor(view.held, next.anchor).index, next.line)
    list.current?.scrollToRow(row, next.align)
  }, [view, list])

  const goToStart = useCallback(() => {
    if (now.current.state.older.state !== 'end') return open({ at: 'start' })
    setFollow(false)
    list.current?.scrollToStart()
  }, [list, open, setFollow])

  const goToEnd = useCallback(() => {
    if (now.current.state.newer.state !== 'end') return open({ at: 'end' })
    setFollow(true)
    list.current?.scrollToEnd()
  }, [list, open, setFollow])

  return { goal, open, goToLine, goToStart, goToEnd }
}

/** Follows the address: Back, Forward and links to another line move there, unless it is in sight already. */
export function useAddressedLine(
  at: AnchorRange | null,
  line: number | null,
  isOpen: boolean,
  goToLine: (anchor: EventAnchor, line: number | undefined, align: 'nearest') => void,
) {
  const seen = useRef<string | undefined>(undefined)
  const text = at ? `${formatAt(at)} ${line ?? ''}` : ''
  useEffect(() => {
    const first = seen.current === undefined
    const changed = seen.current !== text
    seen.current = text
    if (!first && changed && isOpen && at) goToLine(at.from, line ?? undefined, 'nearest')
  }, [text, at, line, isOpen, goToLine])
}
