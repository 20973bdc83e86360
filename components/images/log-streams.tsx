'use client'

import { useQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { Problem } from '@/components/problem'
import { Timestamp } from '@/components/timestamp'
import { ApiError } from '@/lib/api-error'
import { logStreamHref, type Place } from '@/lib/images/addresses'
import { newestFirst } from '@/lib/images/newest-stream'
import { logStreamsQuery } from '@/lib/images/queries'
import type { LogStream } from '@/lib/images/schemas'
import { formatDuration } from '@/lib/images/time-format'

type Props = { imageId: string; place: Place; building: boolean }

/** The image's log streams, newest build first: one per build of this image id. */
export function LogStreams({ imageId, place, building }: Props) {
  const { data, error, refetch } = useQuery(logStreamsQuery(imageId, place, building))
  if (error instanceof ApiError && error.status === 404)
    return building ? <NotYet /> : <Gone imageId={imageId} />
  if (error)
    return <Problem title="The log streams could not be listed." error={error} retry={() => void refetch()} />
  if (!data)
    return (
      <p role="status" className="pulse-soft text-ink-3">
        Reading the log streams…
      </p>
    )
  if (data.length === 0) return building ? <NotYet /> : <p className="text-ink-2">No log streams.</p>
  return (
    <ul aria-label="Log streams" className="divide-y divide-line rounded-md border border-line bg-surface">
      {newestFirst(data).map((stream) => (
        <Stream key={stream.logStreamName} stream={stream} imageId={imageId} place={place} />
      ))}
    </ul>
  )
}

function Stream({ stream, imageId, place }: { stream: LogStream; imageId: string; place: Place }) {
  const length = Date.parse(stream.lastEventTimestamp) - Date.parse(stream.firstEventTimestamp)
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-raised">
      <ScrollText aria-hidden className="size-4 shrink-0 self-center text-ink-3" />
      <Link
        href={logStreamHref(imageId, stream.logStreamName, place)}
        className="font-mono font-medium text-accent outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent"
      >
        {stream.logStreamName}
      </Link>
      {stream.hasEvents ? (
        <span className="text-ink-2">
          <Timestamp value={stream.firstEventTimestamp} />
          <span className="text-ink-3"> · {formatDuration(length)} of log</span>
        </span>
      ) : (
        <span className="text-ink-3">
          made <Timestamp value={stream.creationTime} />, no events yet
        </span>
      )}
    </li>
  )
}

function NotYet() {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-4 py-3">
      <p className="font-medium">No log yet</p>
      <p className="mt-0.5 text-ink-2">
        Image Builder starts a build’s log about 15 minutes in, once the build instance runs. It shows up here
        by itself.
      </p>
    </div>
  )
}

function Gone({ imageId }: { imageId: string }) {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-4 py-3">
      <p className="font-medium">There is no log</p>
      <p className="mt-0.5 text-ink-2">
        The log group{' '}
        <code className="break-all font-mono text-xs">/aws/imagebuilder/ParallelClusterImage-{imageId}</code>{' '}
        does not exist: either the build ended before any log was written, or the image and its log were
        deleted.
      </p>
    </div>
  )
}
