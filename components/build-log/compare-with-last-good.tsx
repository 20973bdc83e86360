'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId } from 'react'
import { logStreamHref, type Place } from '@/lib/images/addresses'
import { type Comparison, compareBuilds } from '@/lib/images/build-log/compare'
import { normalise } from '@/lib/images/build-log/normalise'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { stepByKey, stepsOf } from '@/lib/images/build-log/step-at'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { formatDuration } from '@/lib/images/time-format'
import type { EarlierBuild } from './use-progress'

const MOST = 8

/** What is different from the last good build of the same image or version. Draws nothing until both logs are read. */
export function CompareWithLastGood({
  imageId,
  logStreamName,
  place = {},
  good,
}: {
  imageId: string
  logStreamName: string
  place?: Place
  good: EarlierBuild
}) {
  const { data: here } = useQuery(outlineQuery(imageId, logStreamName, place))
  const { data: there } = useQuery(outlineQuery(good.imageId, good.logStreamName, place))
  const heading = useId()
  if (!here || !there) return null
  // A build that came to no step of its own differs in all of them; its cause says why.
  if (![...stepsOf(here)].some(({ step }) => step.name !== undefined)) return null
  const hrefOf = (key: string) => {
    const at = stepByKey(here, key)?.step.at
    return logStreamHref(imageId, logStreamName, { ...place, ...(at ? { at: formatAnchor(at) } : {}) })
  }
  return (
    <section aria-labelledby={heading} className="rounded-lg border border-line bg-surface px-4 py-3">
      <h2 id={heading} className="font-semibold">
        Compared with the last good build
      </h2>
      <p className="text-ink-3">
        <Link className="prose-link" href={logStreamHref(good.imageId, good.logStreamName, place)}>
          {good.imageId} {good.logStreamName}
        </Link>
        ; times, ids and temporary paths do not count.
      </p>
      <Differences comparison={compareBuilds(here, there)} here={here} hrefOf={hrefOf} />
    </section>
  )
}

function Differences({
  comparison: { slower, firstDifference, errorsOnlyHere },
  here,
  hrefOf,
}: {
  comparison: Comparison
  here: Outline
  hrefOf: (key: string) => string
}) {
  if (slower.length === 0 && !firstDifference && errorsOnlyHere.length === 0)
    return <p className="mt-3 text-ink-2">No step differs, and no error line is new.</p>
  return (
    <div className="mt-3 grid gap-4">
      {firstDifference && (
        <p>
          First different step:{' '}
          <Link href={hrefOf(firstDifference.key)} className="prose-link font-mono">
            {firstDifference.name}
          </Link>
          , {HOW[firstDifference.how]}.
        </p>
      )}
      {slower.length > 0 && (
        <table className="w-full max-w-xl tabular-nums">
          <caption className="text-left text-ink-3">Steps that took longer</caption>
          <thead className="text-ink-3 text-xs">
            <tr>
              <th className="py-1 text-left font-normal">Step</th>
              <th className="py-1 text-right font-normal">Here</th>
              <th className="py-1 text-right font-normal">There</th>
            </tr>
          </thead>
          <tbody>
            {slower.slice(0, MOST).map((step) => (
              <tr key={step.key} className="border-line border-t">
                <td className="py-1">
                  <Link href={hrefOf(step.key)} className="font-mono hover:underline">
                    {step.name}
                  </Link>
                </td>
                <td className="py-1 text-right">{formatDuration(step.here)}</td>
                <td className="py-1 text-right text-ink-2">{formatDuration(step.there)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {errorsOnlyHere.length > 0 && (
        <div>
          <h3 className="text-ink-3">Error lines only here</h3>
          {byStep(errorsOnlyHere).map(({ key, step, texts }) => (
            <div key={key} className="mt-2 min-w-0">
              <Link href={hrefOf(key)} className="font-mono text-[13px] hover:underline">
                {step || here.facts.version}
              </Link>
              <ul className="mt-0.5 grid gap-0.5 border-line border-l-2 pl-3 text-ink-2">
                {texts.slice(-MOST).map((text) => (
                  <li key={text} className="break-words font-mono text-xs">
                    {text}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Under the step that said them, each once however often it was said. */
function byStep(errors: Comparison['errorsOnlyHere']) {
  const steps = new Map<string, { key: string; step: string; texts: string[]; known: Set<string> }>()
  for (const { key, step, line } of errors) {
    const group = steps.get(key) ?? { key, step, texts: [], known: new Set() }
    steps.set(key, group)
    const same = normalise(line.text)
    if (!group.known.has(same)) group.texts.push(line.text)
    group.known.add(same)
  }
  return [...steps.values()]
}

const HOW = {
  failed: 'which failed here',
  onlyHere: 'which the good build did not have',
  missingHere: 'which is missing here',
  exitCode: 'which ended with another exit code',
} as const
