'use client'

import { Check, CircleDashed, RotateCcw, X } from 'lucide-react'
import Link from 'next/link'
import type { Outline as OutlineData, OutlineStep } from '@/lib/images/build-log/outline-schema'
import { formatDuration } from '@/lib/images/time-format'
import { ChefOutline, type UpToDate } from './chef-outline'

/**
 * The build's steps beside its log: component, phase, step, with state and duration; the Chef run inside a step by
 * recipe. `hrefOf` makes a step's address, `current` is the key of the step in view.
 */
export function Outline({
  outline,
  hrefOf,
  current,
  upToDate,
}: {
  outline: OutlineData
  hrefOf: (at: { timestamp: number; ordinal: number }) => string
  current?: string | undefined
  /** Whether what Chef found up to date is hidden, here and in the log. */
  upToDate: UpToDate
}) {
  const documents = outline.runs.flatMap((run, index) =>
    run.documents.map((document) => ({ run, index, document })),
  )
  return (
    <nav aria-label="Outline" className="grid grid-cols-1 gap-4 text-[13px]">
      {documents
        .filter(({ document }) => document.phases.some((phase) => phase.steps.length > 0))
        .map(({ run, index, document }) => (
          <div key={`${index} ${document.arn} ${document.at.timestamp} ${document.at.ordinal}`}>
            <h3 className="truncate font-medium" title={document.arn}>
              {document.name || 'Begins inside a component'}
              {run.afterReboot && <span className="ml-2 font-normal text-ink-3">after a reboot</span>}
            </h3>
            {document.phases.map((phase) => (
              <div key={phase.steps[0]?.key ?? phase.name} className="mt-1">
                {phase.name && <p className="text-2xs text-ink-3 uppercase tracking-wide">{phase.name}</p>}
                <ul>
                  {phase.steps.map((step) => (
                    <Step
                      key={step.key}
                      step={step}
                      hrefOf={hrefOf}
                      isCurrent={step.key === current}
                      upToDate={upToDate}
                    />
                  ))}
                </ul>
              </div>
            ))}
          </div>
        ))}
    </nav>
  )
}

function Step({
  step,
  hrefOf,
  isCurrent,
  upToDate,
}: {
  step: OutlineStep
  hrefOf: (at: OutlineStep['at']) => string
  isCurrent: boolean
  upToDate: UpToDate
}) {
  const chef = step.chef?.some((run) => run.recipes.length > 0) ? step.chef : undefined
  return (
    <li>
      <Link
        prefetch={false}
        href={hrefOf(step.at)}
        aria-current={isCurrent ? 'step' : undefined}
        className="-mx-2 flex items-center gap-2 rounded px-2 py-0.5 hover:bg-sunken aria-[current=step]:bg-accent-soft"
      >
        <StateGlyph state={step.state} />
        <span className={`min-w-0 flex-1 truncate ${step.state === 'failed' ? 'font-medium text-bad' : ''}`}>
          {step.name ?? 'Begins inside a step'}
        </span>
        <span className="shrink-0 text-ink-3 tabular-nums">{formatDuration(step.end - step.start)}</span>
      </Link>
      {chef && <ChefOutline runs={chef} hrefOf={hrefOf} upToDate={upToDate} />}
    </li>
  )
}

const GLYPHS = {
  good: { Glyph: Check, colour: 'text-ok', words: 'good' },
  failed: { Glyph: X, colour: 'text-bad', words: 'failed' },
  retried: { Glyph: RotateCcw, colour: 'text-warn', words: 'failed, tried again' },
  reboot: { Glyph: RotateCcw, colour: 'text-ink-3', words: 'asked for a reboot' },
  running: { Glyph: CircleDashed, colour: 'text-run', words: 'running' },
  interrupted: { Glyph: CircleDashed, colour: 'text-warn', words: 'did not end' },
} as const

/** A step's state as a glyph with its word; for the outline and for the headers in the log. */
export function StateGlyph({ state }: { state: OutlineStep['state'] }) {
  const { Glyph, colour, words } = GLYPHS[state]
  return (
    <>
      <Glyph aria-hidden className={`size-3.5 shrink-0 ${colour}`} />
      <span className="sr-only">{words}: </span>
    </>
  )
}
