import { type CopyStyle, copyText } from '../log-events/copy-text'
import type { EventColumns, HeldLog } from '../log-events/held-log'
import { readRange } from '../log-events/read-range'
import type { LogViewStore } from './log-view-store'
import { markedOf } from './select-place'

/** The marked lines as text. What of them is not held is read first. */
export function markedText(store: LogViewStore, style: CopyStyle): string | Promise<string> {
  const state = store.getState()
  const marked = markedOf(state)
  const { at } = state.address
  if (!at || !marked) return ''
  if (marked.whole) return copyText(eventsOf(state.log.held, marked.from, marked.to + 1), style, marked.line)
  return readRange(store.host.read, at, new AbortController().signal).then((events) =>
    copyText(events, style),
  )
}

/** Everything that is held, as text. */
export function heldText(store: LogViewStore): string {
  const { held } = store.getState().log
  return copyText(eventsOf(held, held.withheld, held.messages.length), 'text')
}

const eventsOf = ({ timestamps, messages }: HeldLog, from: number, to: number): EventColumns => ({
  timestamps: timestamps.subarray(from, to),
  messages: messages.slice(from, to),
})
