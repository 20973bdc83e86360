import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, LoaderCircle, ScrollText, TriangleAlert } from 'lucide-react'
import type { NamedScope } from '@/lib/images/addresses'
import type { LogOutcome, Outline } from '@/lib/images/build-log/outline-schema'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { stepByKey } from '@/lib/images/build-log/step-at'

type Props = { imageId: string; logStreamName: string; scope: NamedScope; running: boolean }

const looks = {
  ok: { Icon: CircleCheck, className: 'text-ok' },
  failed: { Icon: CircleX, className: 'text-bad' },
  warning: { Icon: TriangleAlert, className: 'text-warn' },
  running: { Icon: LoaderCircle, className: 'text-run motion-safe:animate-spin' },
  unended: { Icon: ScrollText, className: 'text-ink-3' },
} as const

/** How a stream's build went, as its own log tells; nothing until that is known. */
export function StreamOutcome({ imageId, logStreamName, scope, running }: Props) {
  const { data: outline } = useQuery(outlineQuery(imageId, logStreamName, scope, running))
  if (!outline) return null
  const kind = kindOf(outline.outcome, running)
  const { Icon, className } = looks[kind]
  return (
    <span className="inline-flex min-w-0 basis-full items-center gap-1.5 text-ink-2">
      <Icon aria-hidden className={`size-3.5 shrink-0 ${className}`} />
      <span className="min-w-0 truncate">{wordsOf(kind, outline)}</span>
    </span>
  )
}

const kindOf = (outcome: LogOutcome, running: boolean): keyof typeof looks =>
  outcome === 'running' && !running ? 'unended' : outcome

function wordsOf(kind: keyof typeof looks, outline: Outline): string {
  const step = stepByKey(outline, outline.failedStepKey)?.step.name
  if (kind === 'ok') return 'All steps passed'
  if (kind === 'running') return 'Building'
  if (kind === 'unended') return 'The log has no end'
  if (kind === 'warning') return step ? `Passed; ${step} hid an error` : 'Passed; an error was hidden'
  return step ? `Failed in ${step}` : 'Failed'
}
