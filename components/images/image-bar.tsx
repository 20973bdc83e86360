'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { imageHref, imagesHref, logStreamHref, type Place, stackEventsHref } from '@/lib/images/addresses'
import type { Progress } from '@/lib/images/build-log/progress'
import { buildState } from '@/lib/images/build-state'
import { newestStream } from '@/lib/images/newest-stream'
import { imageQuery, logStreamsQuery } from '@/lib/images/queries'
import { BuildStateMark } from './build-state-mark'
import { useBuildTitle } from './use-build-title'

type Props = {
  imageId: string
  place: Place
  current: 'overview' | 'log' | 'stackevents'
  /** On the log page: the stream being read. */
  logStreamName?: string
  /** Of a running build, where it is known: its steps so far stand in the tab's title. */
  progress?: Progress | undefined
}

/** The line above every page of an image: where we are, how the build stands, and its three views. */
export function ImageBar({ imageId, place, current, logStreamName, progress }: Props) {
  const { data: image } = useQuery(imageQuery(imageId, place))
  const { data: streams } = useQuery(logStreamsQuery(imageId, place))
  const state = image && buildState(image)
  useBuildTitle(imageId, state, progress)
  const stream = logStreamName ?? newestStream(streams ?? [])?.logStreamName
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 md:px-6 print:hidden">
      <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5">
        <Link href={imagesHref(place)} className="py-[3px] text-ink-2 hover:text-accent">
          Images
        </Link>
        <span aria-hidden className="text-ink-3">
          /
        </span>
        <h1 className="truncate font-semibold" title={imageId}>
          {imageId}
        </h1>
      </nav>
      {/* The overview says it large. */}
      {state && current !== 'overview' && <BuildStateMark state={state} />}
      <nav aria-label="Views of this image" className="-mb-1.5 flex gap-1 self-end md:ml-auto">
        <View href={imageHref(imageId, place)} current={current === 'overview'}>
          Overview
        </View>
        {stream && (
          <View href={logStreamHref(imageId, stream, place)} current={current === 'log'}>
            Log
          </View>
        )}
        <View href={stackEventsHref(imageId, place)} current={current === 'stackevents'}>
          Stack events
        </View>
      </nav>
    </div>
  )
}

function View({ href, current, children }: { href: string; current: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className="border-b-2 border-transparent px-2 pb-1.5 pt-0.5 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  )
}
