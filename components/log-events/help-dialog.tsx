'use client'

import { type KeyHint, KeysDialog } from '../keys-dialog'
import { useLogViewParts } from './log-view-context'

const withPointer: KeyHint = { group: 'Mark', keys: ['Shift-click'], does: 'Mark all lines up to this one' }

/** Every key that does something in the log. */
export default function HelpDialog() {
  const { store, actions } = useLogViewParts()
  const onOpenChange = (isOpen: boolean) => store.change({ panel: isOpen ? 'keys' : undefined })
  const hints = [...actions, withPointer]
  return <KeysDialog title="Keyboard shortcuts" open onOpenChange={onOpenChange} hints={hints} />
}
