import { Flag } from 'lucide-react'
import Link from 'next/link'
import { Timestamp } from '@/components/timestamp'
import type { StackEvent } from '@/lib/images/schemas'
import { causeSentence } from '@/lib/images/stack-events/cause-sentence'
import { logLink } from './open-log'
import styles from './timeline.module.css'
import type { CauseLine } from './use-cause-line'

type Props = {
  cause: StackEvent
  failedStep: string | undefined
  line: CauseLine | undefined
  logHref: ((time: number) => string) | undefined
}

/**
 * Under the row that failed first: why, in a sentence, and the way into the log: to the line that tells it, or to the time
 * of the event, which comes seconds later.
 */
export function CauseNote({ cause, failedStep, line, logHref }: Props) {
  const { sentence, raw } = causeSentence(cause, failedStep)
  return (
    <p className={`${styles.under} flex flex-wrap items-baseline gap-x-2 gap-y-0.5 pb-1.5 pl-5 text-xs`}>
      <span className="inline-flex items-center gap-1 font-medium text-bad">
        <Flag aria-hidden className="size-3 fill-current" />
        Likely root cause{/^DELETE/.test(cause.resourceStatus) && ' of the failed clean-up'}
      </span>
      <span className="min-w-0 break-words text-ink-2" title={raw}>
        {sentence}
      </span>
      {line ? (
        <Link prefetch={false} href={line.href} className="prose-link whitespace-nowrap">
          Open the log at <Timestamp value={line.timestamp} />
        </Link>
      ) : (
        logHref && (
          <a {...logLink(logHref, Date.parse(cause.timestamp))} className="prose-link whitespace-nowrap">
            Open the log at <Timestamp value={cause.timestamp} />
          </a>
        )
      )}
    </p>
  )
}
