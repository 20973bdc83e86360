'use client'

import { useEffect, useRef, useState } from 'react'
import type { AnchorRange, EventAnchor } from '@/lib/images/log-events/anchor'
import type { Build } from './use-build'
import type { CauseToOpenAt } from './use-likely-cause'
import type { Goal } from './use-place'

/** Longer than this nobody waits for the cause of a failure: the log opens at its end, and goes there when it is known. */
const patience = 4_000

/**
 * Opens the log once it is known where: at the addressed line; a failed build at its likely cause; else at the end.
 * When the time range changes, around the line that was in the middle.
 */
export function useOpening(
  at: AnchorRange | null,
  /** The line of the addressed event, where its address says. */
  line: number | null,
  bounded: boolean,
  build: Build,
  cause: CauseToOpenAt,
  middle: React.RefObject<EventAnchor | undefined>,
  open: (goal: Goal) => void,
  /** Whether the reader still stands where the log opened, at its end. */
  stayed: React.RefObject<boolean>,
) {
  const [first] = useState(() => ({ at, line, bounded }))
  const free = first.at === null && !first.bounded
  const [impatient, setImpatient] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setImpatient(true), patience)
    return () => clearTimeout(timer)
  }, [])
  const decidable = !free || impatient || (build.known && (!cause.wanted || cause.known))
  // Decided once: a status asked again must not move a log that is being read.
  const [decided, decide] = useState(false)
  if (decidable && !decided) decide(true)
  const decision = useRef<Goal>({ at: 'end' })
  if (first.at) decision.current = { at: 'line', anchor: first.at.from, line: first.line ?? undefined }
  else if (cause.place) decision.current = { at: 'line', anchor: cause.place, line: cause.place.line }
  const wentToCause = useRef(false)
  useEffect(() => {
    if (!decided) return
    wentToCause.current ||= decision.current.at === 'line'
    open(middle.current ? { at: 'line', anchor: middle.current, line: undefined } : decision.current)
  }, [decided, open, middle])

  const { place } = cause
  useEffect(() => {
    if (!decided || !place || wentToCause.current) return
    wentToCause.current = true
    if (stayed.current) open({ at: 'line', anchor: place, line: place.line })
  }, [decided, place, open, stayed])
}
