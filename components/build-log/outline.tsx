'use client'

import { Check, CircleDashed, RotateCcw, X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
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
    <nav aria-label="Outline" className="grid grid-cols-1 gap-4 text-sm">
      {documents
        .filter(({ document }) => document.phases.some((phase) => phase.steps.length > 0))
        .map(({ run, index, document }) => (
          <div key={`${index} ${document.arn} ${document.at.timestamp} ${document.at.ordinal}`}>
            <h3 className="truncate font-medium" title={document.arn}>
              {document.name || '(start of component not in log)'}
              {run.afterReboot && <span className="ml-2 font-normal text-ink-3">after a reboot</span>}
            </h3>
            {document.phases.map((phase) => (
              <div key={phase.steps[0]?.key ?? phase.name} className="mt-1">
                {phase.name && <p className="text-ink-3 text-xs">{phase.name}</p>}
                <ul>
                  {partsOf(phase.steps, outline.outcome !== 'ok').map((steps) => {
                    const [step] = steps
                    if (steps.length > 1) {
                      return <GoodSteps key={step?.key} steps={steps} {...{ hrefOf, current, upToDate }} />
                    }
                    return step && <Step key={step.key} step={step} {...{ hrefOf, current, upToDate }} />
                  })}
                </ul>
              </div>
            ))}
          </div>
        ))}
      {outline.stepsLeftOut && (
        <p className="text-ink-3">
          {outline.stepsLeftOut.toLocaleString('en')} more steps are not listed: only the log has them all.
        </p>
      )}
    </nav>
  )
}

/** Good steps beside each other stand for themselves where another one is looked for. */
function partsOf(steps: readonly OutlineStep[], folds: boolean): OutlineStep[][] {
  const parts: OutlineStep[][] = []
  let isOpen = false
  for (const step of steps) {
    const isGood = folds && step.state === 'good' && step.finding === undefined
    if (isGood && isOpen) parts.at(-1)?.push(step)
    else parts.push([step])
    isOpen = isGood
  }
  return parts
}

type Around = {
  hrefOf: (at: OutlineStep['at']) => string
  current: string | undefined
  upToDate: UpToDate
}

/** `✓ 14 steps, 1 min`: nobody looks for the failure there, and one click shows them. */
function GoodSteps({ steps, ...around }: Around & { steps: readonly OutlineStep[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const [first, last] = [steps[0], steps.at(-1)]
  const isCurrent = steps.some(({ key }) => key === around.current)
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-current={isCurrent && !isOpen ? 'step' : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-2 rounded px-2 py-0.5 text-left text-ink-2 hover:bg-sunken aria-[current=step]:bg-accent-soft"
      >
        <StateGlyph state="good" />
        <span className="min-w-0 flex-1 truncate">{steps.length} steps</span>
        <span className="shrink-0 text-ink-3 tabular-nums">
          {formatDuration((last?.end ?? 0) - (first?.start ?? 0))}
        </span>
      </button>
      {isOpen && (
        <ul>
          {steps.map((step) => (
            <Step key={step.key} step={step} {...around} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The step that somebody opens the outline for. */
const bringIntoView = (item: HTMLLIElement | null) => item?.scrollIntoView({ block: 'nearest' })

function Step({ step, hrefOf, current, upToDate }: Around & { step: OutlineStep }) {
  const isCurrent = step.key === current
  const isWanted = step.state === 'failed' || step.state === 'running'
  const chef = step.chef?.some((run) => run.recipes.length > 0) ? step.chef : undefined
  return (
    <li ref={isWanted ? bringIntoView : undefined}>
      <Link
        prefetch={false}
        href={hrefOf(step.at)}
        aria-current={isCurrent ? 'step' : undefined}
        className="-mx-2 flex items-center gap-2 rounded px-2 py-0.5 hover:bg-sunken aria-[current=step]:bg-accent-soft"
      >
        <StateGlyph state={step.state} />
        <span className={`min-w-0 flex-1 truncate ${step.state === 'failed' ? 'font-medium text-bad' : ''}`}>
          {step.name ?? '(start of step not in log)'}
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
