'use client'

import { useLogStore, useLogView } from './log-view-context'
import { TextButton } from './tool-buttons'

/** Lines that are shown and that AWS no longer has: they are kept until somebody wants what there is now. */
export function Vanished() {
  const store = useLogStore()
  const count = useLogView(({ log }) => log.vanished)
  if (count === 0) return null
  return (
    <div
      role="note"
      className="flex items-center gap-3 border-t border-line bg-warn-soft px-4 py-1.5 text-xs text-ink"
    >
      {count === 1 ? 'One line' : `${count.toLocaleString('en')} lines`} shown here{' '}
      {count === 1 ? 'is' : 'are'} no longer in CloudWatch Logs: the log stream was deleted, or was made anew.
      <TextButton onClick={() => void store.reader.retry()}>Read again</TextButton>
    </div>
  )
}
