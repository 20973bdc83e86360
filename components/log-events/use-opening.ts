'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { causeQuery } from '@/lib/images/build-log/queries'
import type { AnchorRange, EventAnchor } from '@/lib/images/log-events/anchor'
import type { Build } from './use-build'
import type { LogAddress } from './use-log'
import type { Goal } from './use-place'

/** Longer than this nobody waits for the cause of a failure; the log then opens at its end. */
const patience = 4_000

/**
 * Opens the log once it is known where: at the addressed line; a failed build at its likely cause; else at the end.
 * When the time range changes, around the line that was in the middle.
 */
export function useOpening(
  { imageId, logStreamName, region, account }: LogAddress,
  at: AnchorRange | null,
  bounded: boolean,
  build: Build,
  middle: React.RefObject<EventAnchor | undefined>,
  open: (goal: Goal) => void,
): { cause: EventAnchor | undefined } {
  const [first] = useState(() => ({ at, bounded }))
  const free = first.at === null && !first.bounded
  const wantsCause = free && build.failed
  const { data, isError } = useQuery({
    ...causeQuery(imageId, { region, account }, logStreamName),
    enabled: wantsCause,
  })
  const [impatient, setImpatient] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setImpatient(true), patience)
    return () => clearTimeout(timer)
  }, [])
  const decidable = !free || impatient || (build.known && (!build.failed || data !== undefined || isError))
  // Decided once: a status asked again, or a cause that comes late, must not move a log that is being read.
  const [decided, decide] = useState(false)
  if (decidable && !decided) decide(true)
  const line = data?.cause?.lines.find((quoted) => quoted.at)
  const decision = useRef({ anchor: undefined as EventAnchor | undefined, line: 0 })
  if (first.at) decision.current = { anchor: first.at.from, line: 0 }
  else if (wantsCause && line?.at) decision.current = { anchor: line.at, line: line.line ?? 0 }
  useEffect(() => {
    if (!decided) return
    const anchor = middle.current ?? decision.current.anchor
    const within = middle.current ? 0 : decision.current.line
    open(anchor ? { at: 'line', anchor, line: within } : { at: 'end' })
  }, [decided, open, middle])
  return { cause: wantsCause ? line?.at : undefined }
}
