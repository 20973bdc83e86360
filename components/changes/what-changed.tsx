'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useId, useRef } from 'react'
import { Problem } from '@/components/problem'
import { logStreamHref, type NamedScope } from '@/lib/images/addresses'
import type { Cause } from '@/lib/images/build-log/cause'
import { compareBuilds } from '@/lib/images/build-log/compare'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { stepByKey, stepsOf } from '@/lib/images/build-log/step-at'
import type { Changes } from '@/lib/images/changes/changes'
import { type ComparedBuild, compareFacts } from '@/lib/images/changes/compare-facts'
import { buildFactsQuery } from '@/lib/images/changes/queries'
import { factNames } from '@/lib/images/changes/words'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { ChangeList } from './change-list'
import type { ComparedWith } from './compared-build'
import { ConfigurationDiff } from './configuration-diff'
import { StepDifferences } from './step-differences'

type Props = {
  imageId: string
  logStreamName: string
  scope: NamedScope
  other: ComparedWith
  /** Why this build failed, if it did: what it speaks of is suspected first. */
  cause?: Cause | null | undefined
}

/** Where an address' hash leads. */
const anchor = 'what-changed'

/** What is different in a build from another one, mostly the last good one: likely suspects first. */
export function WhatChanged({ imageId, logStreamName, scope, other, cause }: Props) {
  const here = useBuild(imageId, logStreamName, scope)
  const there = useBuild(other.imageId, other.logStreamName, other.scope)
  const heading = useId()
  const failure = here.error ?? there.error
  const isPending = !here.build || !there.build
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // The log's cause leads here, before there is anything to see.
    if (!isPending && window.location.hash === `#${anchor}`) section.current?.scrollIntoView()
  }, [isPending])
  return (
    <section
      id={anchor}
      ref={section}
      aria-labelledby={heading}
      aria-busy={isPending && !failure}
      className="scroll-mt-16 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <h2 id={heading} className="font-semibold">
        {other.name === 'the last good build'
          ? 'What changed since the last good build'
          : `Compared with ${other.name}`}
      </h2>
      <p className="break-words text-ink-3">
        <Link className="prose-link" href={logStreamHref(other.imageId, other.logStreamName, other.scope)}>
          {other.imageId} {other.logStreamName}
        </Link>
        . Ignores timestamps, IDs, and temporary paths.
      </p>
      {failure && isPending && (
        <div className="mt-3">
          <Problem
            title="The builds could not be compared."
            error={failure}
            retry={() => {
              here.retry()
              there.retry()
            }}
          />
        </div>
      )}
      {isPending && !failure && <p className="pulse-soft mt-3 text-ink-2">Reading both logs.</p>}
      {here.build && there.build && (
        <Compared
          imageId={imageId}
          logStreamName={logStreamName}
          scope={scope}
          here={here.build}
          there={there.build}
          other={other.name}
          cause={cause}
        />
      )}
    </section>
  )
}

function useBuild(imageId: string, logStreamName: string, scope: NamedScope) {
  const outline = useQuery(outlineQuery(imageId, logStreamName, scope))
  const facts = useQuery(buildFactsQuery(imageId, logStreamName, scope))
  // Without its facts a build's log is compared all the same, and what is missing is said.
  const isRead = outline.data !== undefined && (facts.data !== undefined || facts.isError)
  const build: ComparedBuild | undefined = isRead ? { outline: outline.data, facts: facts.data } : undefined
  return { build, error: outline.error, retry: () => void (outline.isError && outline.refetch()) }
}

type ComparedProps = Omit<Props, 'other'> & {
  here: ComparedBuild
  there: ComparedBuild
  other: ComparedWith['name']
}

function Compared({ imageId, logStreamName, scope, here, there, other, cause }: ComparedProps) {
  const changes = compareFacts(here, there, cause)
  const hrefAt = (at: { timestamp: number; ordinal: number } | undefined) =>
    logStreamHref(imageId, logStreamName, { ...scope, ...(at && { at: formatAnchor(at) }) })
  const isSame = changes.suspects.length + changes.inputs.length + changes.packages.length === 0
  return (
    <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-4">
      {changes.suspects.length > 0 && (
        <div>
          <h3 className="mb-1 font-medium">Likely suspects</h3>
          <ChangeList label="Likely suspects" changes={changes.suspects} hrefOf={hrefAt} />
        </div>
      )}
      {changes.inputs.length > 0 && (
        <div>
          {changes.suspects.length > 0 && <h3 className="mb-1 text-ink-3">What else it began with</h3>}
          <ChangeList label="What it began with" changes={changes.inputs} hrefOf={hrefAt} />
        </div>
      )}
      {changes.configuration && <ConfigurationDiff lines={changes.configuration} />}
      {changes.packages.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
            {packagesTold(changes)}
          </summary>
          <div className="mt-2 max-h-96 overflow-y-auto">
            <ChangeList label="Packages" changes={changes.packages} hrefOf={hrefAt} />
          </div>
        </details>
      )}
      {isSame && <p className="text-ink-2">It began as {other} did: nothing that can be compared differs.</p>}
      {hasSteps(here.outline) && (
        <StepDifferences
          comparison={compareBuilds(here.outline, there.outline)}
          nameless={here.outline.facts.version ?? ''}
          hrefOf={(key) => hrefAt(stepByKey(here.outline, key)?.step.at)}
          other={other}
        />
      )}
      <Compass changes={changes} />
    </div>
  )
}

// A build that came to no step of its own differs in all of them; its cause says why.
const hasSteps = (outline: Outline) => [...stepsOf(outline)].some(({ step }) => step.name !== undefined)

function packagesTold({ packages, suspects }: Changes): string {
  const n = packages.length.toLocaleString('en')
  const others = suspects.some(({ fact }) => fact === 'package') ? ' other' : ''
  return packages.length === 1
    ? `1${others} package is new or changed`
    : `${n}${others} packages are new or changed`
}

/** What was found the same, and what nobody can know. */
function Compass({ changes: { same, unknown } }: { changes: Changes }) {
  return (
    <div className="grid gap-1 text-ink-3">
      {same.length > 0 && <p>The same in both: {same.map((fact) => factNames[fact]).join(', ')}.</p>}
      {unknown.length > 0 && (
        <ul aria-label="What could not be compared">
          {unknown.map(({ fact, reason }) => (
            <li key={fact} className="break-words">
              {factNames[fact]} not compared: {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
