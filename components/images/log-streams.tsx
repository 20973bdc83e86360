'use client'

import { useQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { KeptNote } from '@/components/kept-note'
import { Problem } from '@/components/problem'
import { Timestamp } from '@/components/timestamp'
import { ApiError } from '@/lib/api-error'
import { logStreamHref, type NamedScope } from '@/lib/images/addresses'
import { newestFirst } from '@/lib/images/newest-stream'
import { logStreamsQuery } from '@/lib/images/queries'
import type { LogStream } from '@/lib/images/schemas'
import { formatDuration } from '@/lib/images/time-format'
import { StreamOutcome } from './stream-outcome'

type Props = { imageId: string; scope: NamedScope; building: boolean }

/** Each costs the reading of a whole stream, once. */
const MOST_TOLD = 10

/** The image's log streams, newest build first: one per build of this image id. Several say how each went. */
export function LogStreams({ imageId, scope, building }: Props) {
  const { data, dataUpdatedAt, error, refetch } = useQuery(logStreamsQuery(imageId, scope, building))
  if (error instanceof ApiError && error.status === 404)
    return building ? <NotYet /> : <Gone imageId={imageId} />
  if (error && !data)
    return <Problem title="The log streams could not be listed." error={error} retry={() => void refetch()} />
  if (!data)
    return (
      <p role="status" className="pulse-soft text-ink-3">
        Reading the log streams…
      </p>
    )
  if (data.length === 0 && !error)
    return building ? <NotYet /> : <p className="text-ink-2">No log streams.</p>
  return (
    <>
      {error && (
        <KeptNote
          subject="The log streams are"
          since={dataUpdatedAt}
          error={error}
          retry={() => void refetch()}
        />
      )}
      <ul aria-label="Log streams" className="divide-y divide-line rounded-md border border-line bg-surface">
        {newestFirst(data).map((stream, index) => (
          <Stream key={stream.logStreamName} stream={stream} imageId={imageId} scope={scope}>
            {data.length > 1 && index < MOST_TOLD && stream.hasEvents && (
              <StreamOutcome
                imageId={imageId}
                logStreamName={stream.logStreamName}
                scope={scope}
                running={building && index === 0}
              />
            )}
          </Stream>
        ))}
      </ul>
    </>
  )
}

type StreamProps = { stream: LogStream; imageId: string; scope: NamedScope; children: React.ReactNode }

function Stream({ stream, imageId, scope, children }: StreamProps) {
  const length = Date.parse(stream.lastEventTimestamp) - Date.parse(stream.firstEventTimestamp)
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-raised">
      <ScrollText aria-hidden className="size-4 shrink-0 self-center text-ink-3" />
      <Link
        href={logStreamHref(imageId, stream.logStreamName, scope)}
        className="font-mono font-medium text-accent outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent"
      >
        {stream.logStreamName}
      </Link>
      {stream.hasEvents ? (
        <span className="text-ink-2">
          <Timestamp value={stream.firstEventTimestamp} />
          <span className="text-ink-3"> · {formatDuration(length)}</span>
        </span>
      ) : (
        <span className="text-ink-3">
          created <Timestamp value={stream.creationTime} />, empty
        </span>
      )}
      {children}
    </li>
  )
}

function NotYet() {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-4 py-3">
      <p className="font-medium">No log yet</p>
      <p className="mt-0.5 text-ink-2">
        The log starts about 15 minutes into the build and will appear here automatically.
      </p>
    </div>
  )
}

function Gone({ imageId }: { imageId: string }) {
  return (
    <div className="rounded-md border border-dashed border-line-strong px-4 py-3">
      <p className="font-medium">No log</p>
      <p className="mt-0.5 text-ink-2">
        The log group{' '}
        <code className="break-all font-mono text-xs">/aws/imagebuilder/ParallelClusterImage-{imageId}</code>{' '}
        does not exist. The build ended before it wrote a log, or the image and its log were deleted.
      </p>
    </div>
  )
}
