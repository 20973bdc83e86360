'use client'

import { useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { progressOf } from '@/lib/images/build-log/progress'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { newestStream } from '@/lib/images/newest-stream'
import { logStreamsQuery } from '@/lib/images/queries'
import { formatEstimate } from '@/lib/images/time-format'

type Props = {
  imageId: string
  scope: NamedScope
  now: number
  /** Milliseconds until builds like this one usually end. */
  remaining: number | undefined
}

/** What a running build of the list does now, and how much longer it usually takes. */
export function RunningStep({ imageId, scope, now, remaining }: Props) {
  const { data: streams } = useQuery(logStreamsQuery(imageId, scope, true))
  const logStreamName = newestStream(streams ?? [])?.logStreamName
  const { data: outline } = useQuery({
    ...outlineQuery(imageId, logStreamName ?? '', scope, true),
    enabled: logStreamName !== undefined,
  })
  const progress = outline && progressOf(outline, [], now)
  const doing = progress?.stage?.name ?? progress?.step
  return (
    <span className="min-w-0 truncate text-xs text-ink-3">
      {doing && <span className={`mr-2 text-ink-2 ${progress?.stage ? '' : 'font-mono'}`}>{doing}</span>}
      {remaining !== undefined && `about ${formatEstimate(remaining)} to go`}
    </span>
  )
}
