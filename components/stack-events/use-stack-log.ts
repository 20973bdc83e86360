'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { logStreamHref, type NamedScope } from '@/lib/images/addresses'
import { logStreamsQuery } from '@/lib/images/queries'
import { logStreamOf } from '@/lib/images/stack-events/attempts'
import type { Stretch } from '@/lib/images/stack-events/idle'
import { type StepGroup, stepGroups } from '@/lib/images/stack-events/log-steps'
import { outlineQuery } from '@/lib/images/stack-events/outline-query'

const NO_GROUPS: StepGroup[] = []

/**
 * The log that belongs to a build: the stream written during it, and its steps on the same clock. The timeline
 * stands without them, so a log that is not there yet, or cannot be read, only leaves its links out.
 */
export function useStackLog(imageId: string, scope: NamedScope, built: Stretch | undefined, moving: boolean) {
  const { data: logStreams } = useQuery(logStreamsQuery(imageId, scope, moving))
  const logStreamName =
    built && logStreams && logStreamOf({ start: built.from, end: built.to }, logStreams)?.logStreamName
  const { data: outline } = useQuery(outlineQuery({ imageId, logStreamName, ...scope }, moving))
  const groups = useMemo(() => (outline ? stepGroups(outline) : NO_GROUPS), [outline])
  const { region, account } = scope
  const logHref = useMemo(
    () =>
      logStreamName === undefined
        ? undefined
        : (time: number) =>
            logStreamHref(imageId, logStreamName, { region, account, at: new Date(time).toISOString() }),
    [imageId, logStreamName, region, account],
  )
  return { logStreamName, groups, logHref }
}
