'use client'

import type { Outline } from '@/lib/images/build-log/outline-schema'
import type { Progress } from '@/lib/images/build-log/progress'
import { formatDuration, formatEstimate } from '@/lib/images/time-format'
import type { BuildProgressNow } from './use-progress'

const QUIET_MS = 2 * 60_000

/**
 * Where a running build is: its step, how long that has run and usually runs, and how long the log has been
 * silent. Silence is said without alarm: logs come in batches.
 */
export function BuildProgress({
  progress,
  outline,
  now,
  children,
}: BuildProgressNow & { now: number; children?: React.ReactNode }) {
  return (
    <section
      aria-label="Progress"
      className="grid grid-cols-[minmax(0,1fr)] gap-2.5 rounded-lg border border-run/35 bg-surface px-4 py-3"
    >
      {progress ? <Told progress={progress} /> : <BeforeFirstStep outline={outline} now={now} />}
      {children}
    </section>
  )
}

function Told({ progress }: { progress: Progress }) {
  const { step, component, stage, verdict, elapsed, usual, silence, done, usualSteps, remaining } = progress
  const share = shareOf(progress)
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="text-ink-3">Running</span>
        {stage ? (
          <span className="font-medium">{stage.name}</span>
        ) : (
          <>
            <span className="font-medium font-mono">{step}</span>
            <span className="text-ink-3">of {component}</span>
            <span className="tabular-nums">for {formatDuration(elapsed)}</span>
            {usual !== undefined && (
              <span className="text-ink-2 tabular-nums">
                usually {usual < 1000 ? 'under 1 s' : formatDuration(usual)}
              </span>
            )}
            {verdict && verdict !== 'normal' && (
              <span className="font-medium text-warn">
                {verdict === 'slow' ? 'slower than usual' : 'probably stuck'}
              </span>
            )}
          </>
        )}
      </p>
      {share !== undefined && (
        <progress
          aria-label="Share of the build"
          value={share}
          className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-run [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-run"
        />
      )}
      <p className="flex flex-wrap gap-x-4 text-ink-2 tabular-nums">
        {usualSteps !== undefined && (
          <span>
            {done} of about {usualSteps} steps
          </span>
        )}
        {remaining !== undefined && remaining > 0 && <span>about {formatEstimate(remaining)} to go</span>}
        <span title="Logs can come in batches: silence alone is no sign of trouble.">
          {silence > QUIET_MS
            ? `no output for ${formatDuration(Math.floor(silence / 60_000) * 60_000)}`
            : `last line ${formatDuration(Math.floor(silence / 1000) * 1000)} ago`}
        </span>
      </p>
    </div>
  )
}

/** By time, where an earlier build tells how long the rest takes: one step is most of a build. Else by steps. */
function shareOf({ running, remaining, done, usualSteps }: Progress): number | undefined {
  if (remaining !== undefined) return running / (running + remaining)
  return usualSteps ? Math.min(1, done / usualSteps) : undefined
}

function BeforeFirstStep({ outline, now }: { outline: Outline | undefined; now: number }) {
  const last = outline?.workflow.at(-1)
  if (!outline) return <p className="text-ink-3">Reading the build’s log…</p>
  return (
    <p className="text-ink-2">
      {last
        ? `${last.text}${last.attempts ? `, attempt ${last.attempts}` : ''}, ${formatDuration(now - last.at.timestamp)} ago.`
        : 'No step has begun yet. The first lines usually come after about 15 minutes.'}
    </p>
  )
}
