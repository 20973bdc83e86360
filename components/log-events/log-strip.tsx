'use client'

import { CircleX } from 'lucide-react'
import Link from 'next/link'
import { imageHref } from '@/lib/images/addresses'
import type { OutlineStep } from '@/lib/images/build-log/outline-schema'
import { causePlaceOf, showCause } from '@/lib/images/log-view/errors'
import { foldStep } from '@/lib/images/log-view/fold'
import { failedStepOf, stepInViewOf } from '@/lib/images/log-view/select-steps'
import { useLogStore, useLogView } from './log-view-context'
import { StepHeader } from './step-header'

/**
 * One row above the lines: the step that the topmost line is of and, for a failed build, why it failed. It stands there
 * before it knows, so that nothing moves when it does.
 */
export function LogStrip() {
  const isFailed = useLogView(({ facts }) => facts.build.failed)
  return (
    <div className="flex h-7 shrink-0 items-stretch border-line border-t bg-sunken text-xs print:hidden">
      <StepInView />
      {isFailed && <Cause />}
    </div>
  )
}

function StepInView() {
  const store = useLogStore()
  const section = useLogView(stepInViewOf)
  const isFailed = useLogView(({ facts }) => facts.build.failed)
  const folded = useLogView(({ folds }) => section !== undefined && folds.steps.has(section.key))
  return (
    <div className={`min-w-0 flex-1 overflow-hidden ${isFailed ? 'max-sm:hidden' : ''}`}>
      {section && (
        <StepHeader section={section} folded={folded} toggle={() => foldStep(store, section.key, !folded)} />
      )}
    </div>
  )
}

function Cause() {
  const store = useLogStore()
  const { imageId, region, account } = useLogView((state) => state.stream)
  const outline = useLogView(({ facts }) => facts.outline)
  const state = useLogView(({ log }) => log.phase)
  const failed = useLogView(failedStepOf)
  const isInView = useLogView((view) => failed !== undefined && stepInViewOf(view)?.key === failed.key)
  const hasPlace = useLogView((view) => causePlaceOf(view) !== undefined)
  return (
    <div className="flex min-w-0 items-center gap-2 bg-bad-soft px-4 max-sm:flex-1 max-sm:px-2 sm:max-w-3/4">
      <CircleX aria-hidden className="size-3.5 shrink-0 text-bad" />
      <p className="min-w-0 truncate">
        {failed?.finding ? (
          <Told step={failed} isInView={isInView} />
        ) : (
          <span className="text-ink-2">{outline ? notTold : state === 'failed' ? notRead : reading}</span>
        )}
      </p>
      {hasPlace && (
        <button
          type="button"
          onClick={() => showCause(store)}
          className="min-h-6 shrink-0 font-medium text-accent hover:underline"
        >
          Show line
        </button>
      )}
      <Link
        href={imageHref(imageId, { region, account })}
        className="shrink-0 text-accent hover:underline max-lg:hidden"
      >
        Likely cause
      </Link>
      <Link
        href={`${imageHref(imageId, { region, account })}#what-changed`}
        className="shrink-0 text-accent hover:underline max-xl:hidden"
      >
        What changed
      </Link>
    </div>
  )
}

const reading = 'Reading the log for its likely cause…'
const notRead = 'The cause is unknown: the log could not be read.'
const notTold = 'No cause found in this log.'

/** The step is named beside it while it is in view. */
function Told({ step: { name, exitCode, finding }, isInView }: { step: OutlineStep; isInView: boolean }) {
  const look = `mr-2 text-bad ${isInView ? 'sm:hidden' : ''}`
  return (
    <>
      {name && <span className={`${look} font-medium`}>{name}</span>}
      {exitCode !== undefined && exitCode !== 0 && <span className={look}>exit {exitCode}</span>}
      {finding && finding.certainty !== 'unrecognised' ? (
        finding.sentence
      ) : (
        <span className="font-mono">{finding?.lines[0]?.text}</span>
      )}
    </>
  )
}
