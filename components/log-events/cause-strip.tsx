import { CircleX } from 'lucide-react'
import Link from 'next/link'
import { imageHref } from '@/lib/images/addresses'
import type { LogOutcome, OutlineStep } from '@/lib/images/build-log/outline-schema'
import { TextButton } from './tool-buttons'
import type { LogInstrument } from './use-log-instrument'

/**
 * Above the log of a failed build: why it failed, the way to that line, and back to all that is known of it. It stands
 * there before it knows, so that nothing moves when it does.
 */
export function CauseStrip({ log }: { log: LogInstrument }) {
  const { imageId, region, account } = log.address
  const { outline, failed } = log.steps
  if (!log.build.failed) return null
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-t border-line bg-bad-soft px-3 text-xs sm:px-4">
      <CircleX aria-hidden className="size-3.5 shrink-0 text-bad" />
      <p className="min-w-0 truncate">
        {failed?.finding ? (
          <Told step={failed} />
        ) : (
          <span className="text-ink-2">
            {outline ? notTold[outline.outcome] : 'Reading the log for its likely cause…'}
          </span>
        )}
      </p>
      <div className="ml-auto flex shrink-0 items-center gap-3">
        {log.errors.cause && <TextButton onClick={log.errors.showCause}>Show line</TextButton>}
        <Link href={imageHref(imageId, { region, account })} className="prose-link max-sm:hidden">
          Likely cause
        </Link>
      </div>
    </div>
  )
}

const notTold: Record<LogOutcome, string> = {
  ok: 'What this log tells of went well.',
  warning: 'What this log tells of went well, by its exit codes.',
  failed: 'This log does not say why the build failed.',
  running: 'This log ends without saying why the build failed.',
}

function Told({ step: { name, exitCode, finding } }: { step: OutlineStep }) {
  return (
    <>
      {name && <span className="mr-2 font-medium text-bad">{name}</span>}
      {exitCode !== undefined && exitCode !== 0 && <span className="mr-2 text-bad">exit {exitCode}</span>}
      {finding?.sure ? finding.sentence : <span className="font-mono">{finding?.lines[0]?.text}</span>}
    </>
  )
}
