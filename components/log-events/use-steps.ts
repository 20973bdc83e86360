'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Outline, OutlineStep, QuotedLine } from '@/lib/images/build-log/outline-schema'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { stepByKey, stepsOf } from '@/lib/images/build-log/step-at'
import { type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { Section } from '@/lib/images/log-events/rows'
import type { LogAddress } from './use-log'

export type StepSection = Section & { readonly step: OutlineStep }

/** The outline makes the server read the whole stream: the lines somebody waits for come first. */
const afterOpening = 2_500

/** The build's steps as they lie in the held log, and which of them are folded. */
export function useSteps(
  { imageId, logStreamName, region, account }: LogAddress,
  held: HeldLog,
  isOpen: boolean,
  running: boolean,
  /** Whether the server has just read the whole stream anyway. */
  wasRead: boolean,
) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(() => setDue(true), wasRead ? 0 : afterOpening)
    return () => clearTimeout(timer)
  }, [isOpen, wasRead])
  const { data: outline } = useQuery({
    ...outlineQuery(imageId, logStreamName, { region, account }, running),
    enabled: due,
  })
  const sections = useMemo(() => (outline ? sectionsIn(outline, held) : noSections), [outline, held])
  const errors = useMemo(() => linesIn(held, errorsOf(outline)), [outline, held])
  const failed = useMemo(() => failedStep(outline), [outline])
  const causes = useMemo(() => linesIn(held, failed?.finding?.lines ?? []), [failed, held])
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const setFold = useCallback((key: string, fold: boolean) => {
    setFolded((last) => {
      if (last.has(key) === fold) return last
      const next = new Set(last)
      if (fold) next.add(key)
      else next.delete(key)
      return next
    })
  }, [])
  /** Unfolds what hides an event; answers whether anything did. */
  const reveal = useCallback(
    (event: number) => {
      const hiding = sections.filter(
        ({ key, start, end }) => start <= event && event < end && folded.has(key),
      )
      for (const { key } of hiding) setFold(key, false)
      return hiding.length > 0
    },
    [sections, folded, setFold],
  )
  const ask = useCallback(() => setDue(true), [])
  return { outline, ask, sections, errors, failed, causes, folded, setFold, reveal }
}

const noSections: readonly StepSection[] = []

/** The section an event lies in; `undefined` between steps and before the first. */
export function sectionAt(sections: readonly StepSection[], event: number): StepSection | undefined {
  return sections.findLast(({ start, end }) => start <= event && event < end)
}

function sectionsIn(outline: Outline, held: HeldLog): StepSection[] {
  const first = held.timestamps[held.withheld] ?? Infinity
  const last = held.timestamps.at(-1) ?? -Infinity
  const steps = [...stepsOf(outline)].filter(({ step }) => step.name !== undefined)
  return steps.flatMap(({ step }, index) => {
    if (step.at.timestamp > last || step.end < first) return []
    const place = indexOfAnchor(held, step.at)
    const headed = place.exact
    const start = headed ? place.index : held.withheld
    const following = steps[index + 1]?.step.at
    const next =
      following && following.timestamp <= last ? indexOfAnchor(held, following).index : held.messages.length
    const end = headed ? Math.min(next, start + step.lastEvent - step.firstEvent + 1) : next
    return end > start ? [{ key: step.key, start, end, headed, step }] : []
  })
}

function* errorsOf(outline: Outline | undefined): Generator<QuotedLine> {
  if (!outline) return
  for (const { step } of stepsOf(outline)) if (step.state === 'failed') yield* step.errors
}

/** The step that decided a failed build. */
function failedStep(outline: Outline | undefined): OutlineStep | undefined {
  return outline?.outcome === 'failed' ? stepByKey(outline, outline.failedStepKey)?.step : undefined
}

/** `event.line` of quoted lines, those that are held: a step's whole stderr is often one event. */
function linesIn(held: HeldLog, quoted: Iterable<QuotedLine>): ReadonlySet<string> {
  const lines = new Set<string>()
  if (held.messages.length === 0) return lines
  for (const { at, line = 0 } of quoted) {
    const { index, exact } = at ? indexOfAnchor(held, at) : { index: 0, exact: false }
    if (exact) lines.add(`${index}.${line}`)
  }
  return lines
}
