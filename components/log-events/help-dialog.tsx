import { type KeyHint, KeysDialog } from '../keys-dialog'
import type { LogAction } from './log-actions'

const withPointer: KeyHint = { group: 'Mark', keys: ['Shift-click'], does: 'Mark all lines up to this one' }

/** Every key that does something in the log. */
export function HelpDialog({
  open,
  onOpenChange,
  actions,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  actions: readonly LogAction[]
}) {
  const hints = [...actions, withPointer]
  return <KeysDialog title="Keys in the log" open={open} onOpenChange={onOpenChange} hints={hints} />
}
