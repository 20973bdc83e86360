import { Ban, CircleCheck, CircleSlash, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { BuildState } from '@/lib/images/build-state'

const looks = {
  good: { Icon: CircleCheck, className: 'text-ok' },
  failed: { Icon: CircleX, className: 'text-bad' },
  cancelled: { Icon: CircleSlash, className: 'text-ink-2' },
  running: { Icon: LoaderCircle, className: 'text-run' },
  warning: { Icon: TriangleAlert, className: 'text-warn' },
  gone: { Icon: Ban, className: 'text-ink-3' },
} as const

/** A build's state: glyph, colour and words, so that none of the three has to stand alone. */
export function BuildStateMark({ state, large = false }: { state: BuildState; large?: boolean }) {
  const { Icon, className } = looks[state.kind]
  return (
    <span
      className={`inline-flex items-center gap-1.5 ${className} ${large ? 'text-xl tracking-tight' : ''}`}
    >
      <Icon
        aria-hidden
        className={`shrink-0 ${large ? 'size-6' : 'size-4'} ${state.kind === 'running' ? 'motion-safe:animate-spin' : ''}`}
      />
      <span className="font-medium">{state.words}</span>
    </span>
  )
}
