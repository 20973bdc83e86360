import { Ban, Check, CircleDashed, CircleHelp, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react'
import type { SpanState } from '@/lib/images/stack-events/spans'

const looks = {
  complete: { Icon: Check, className: 'text-ok' },
  failed: { Icon: X, className: 'text-bad' },
  running: { Icon: LoaderCircle, className: 'text-run' },
  cancelled: { Icon: Ban, className: 'text-ink-3' },
  skipped: { Icon: Minus, className: 'text-ink-3' },
  unfinished: { Icon: CircleDashed, className: 'text-ink-3' },
  warning: { Icon: TriangleAlert, className: 'text-warn' },
  unknown: { Icon: CircleHelp, className: 'text-ink-3' },
} as const satisfies Record<SpanState | 'warning', unknown>

/** The glyph of a state; the status it stands beside is the word. `quiet`: done, but nothing to be glad of. */
export function StatusGlyph({ state, quiet = false }: { state: SpanState | 'warning'; quiet?: boolean }) {
  const { Icon, className: tone } = looks[state]
  const className = quiet && state === 'complete' ? 'text-ink-3' : tone
  const spins = state === 'running' ? 'motion-safe:animate-spin' : ''
  return <Icon aria-hidden strokeWidth={2.5} className={`size-3.5 shrink-0 ${className} ${spins}`} />
}
