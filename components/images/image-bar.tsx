'use client'

import { useQuery } from '@tanstack/react-query'
import { HoverLink } from '@/components/shell/hover-link'
import {
  imageHref,
  imagesHref,
  logStreamHref,
  type NamedScope,
  stackEventsHref,
} from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { endedSteps } from '@/lib/images/build-log/step-at'
import { newestStream } from '@/lib/images/newest-stream'
import { imageQuery, inCaseItGoes, logStreamsQuery } from '@/lib/images/queries'
import { KeptNote } from '../kept-note'
import { NotifyButton } from '../notices/notify-button'
import { BuildStateMark } from './build-state-mark'
import { useBuildState } from './use-build-state'
import { type StepsDone, useBuildTitle } from './use-build-title'

type Props = {
  imageId: string
  scope: NamedScope
  current: 'overview' | 'log' | 'stackevents'
  /** On the log page: the stream being read. */
  logStreamName?: string
  /** Of a running build, where it is known: its steps so far stand in the tab's title. */
  progress?: StepsDone | undefined
}

/** The line above every page of an image: where we are, how the build stands, and its three views. */
export function ImageBar({ imageId, scope, current, logStreamName, progress }: Props) {
  const asked = useQuery(imageQuery(imageId, scope))
  const askedStreams = useQuery({ ...logStreamsQuery(imageId, scope), refetchInterval: inCaseItGoes })
  const [image, streams] = [asked.data, askedStreams.data]
  const state = useBuildState(image, scope)
  const opened = openedId(scope.account) !== undefined
  const stream = logStreamName ?? newestStream(streams ?? [])?.logStreamName
  const isBuilding = image?.imageBuildStatus === 'BUILD_IN_PROGRESS'
  // Whatever the page asks of the log's steps is told in its title; the title alone asks nothing.
  const { data: outline } = useQuery({
    ...outlineQuery(imageId, stream ?? '', scope, isBuilding),
    enabled: false,
  })
  const done = outline && isBuilding ? endedSteps(outline) : 0
  useBuildTitle(imageId, state, progress ?? (done > 0 ? { done } : undefined))
  // The overview says of each part that it could not be read again.
  const lost = current === 'overview' ? undefined : [asked, askedStreams].find(isLost)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1 print:hidden">
      <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5">
        <HoverLink
          href={opened ? '/open' : imagesHref(scope)}
          className="py-[3px] text-ink-2 hover:text-accent"
        >
          {opened ? 'Opened files' : 'Images'}
        </HoverLink>
        <span aria-hidden className="text-ink-3">
          /
        </span>
        <h1 className="truncate font-semibold" title={imageId}>
          {imageId}
        </h1>
      </nav>
      {/* The overview says it large. */}
      {state && current !== 'overview' && <BuildStateMark state={state} />}
      {image && isBuilding && !opened && (
        <NotifyButton imageId={imageId} scope={scope} stackArn={image.cloudformationStackArn} />
      )}
      <nav aria-label="Views of this image" className="-mb-1 flex gap-1 self-end md:ml-auto">
        <View href={imageHref(imageId, scope)} current={current === 'overview'}>
          Overview
        </View>
        {stream && (
          <View href={logStreamHref(imageId, stream, scope)} current={current === 'log'}>
            Log
          </View>
        )}
        <View href={stackEventsHref(imageId, scope)} current={current === 'stackevents'}>
          Stack events
        </View>
      </nav>
      {lost?.error && (
        <div className="basis-full">
          <KeptNote
            subject={lost === asked ? 'This image is' : 'Its log streams are'}
            since={lost.dataUpdatedAt}
            error={lost.error}
            retry={() => void lost.refetch()}
          />
        </div>
      )}
    </div>
  )
}

const isLost = ({ data, error }: { data: unknown; error: Error | null }) =>
  data !== undefined && error !== null

function View({ href, current, children }: { href: string; current: boolean; children: React.ReactNode }) {
  return (
    <HoverLink
      href={href}
      aria-current={current ? 'page' : undefined}
      className="border-b-2 border-transparent px-2 pb-1 pt-0.5 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      {children}
    </HoverLink>
  )
}
