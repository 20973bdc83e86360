import { ChevronDown, ChevronRight } from 'lucide-react'
import type { EchoFold } from '@/lib/images/log-events/echo-folds'

const names = { script: 'Script source', again: 'stderr repeated' }

/** Stands where a script was echoed, or a stderr repeated: neither is output of the build. */
export function EchoHeader({
  fold: { what, lines },
  open,
  toggle,
}: {
  fold: EchoFold
  open: boolean
  toggle: () => void
}) {
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <button type="button" aria-expanded={open} onClick={toggle} tabIndex={-1} className="log-echo">
      <Chevron aria-hidden className="size-3" />
      {names[what]} ({lines.toLocaleString('en')} {lines === 1 ? 'line' : 'lines'}
      {!open && ' hidden'})
    </button>
  )
}
