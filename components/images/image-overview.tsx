'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { BuildProgress } from '@/components/build-log/build-progress'
import { BuildWarning } from '@/components/build-log/build-warning'
import { CompareWithLastGood } from '@/components/build-log/compare-with-last-good'
import { LikelyCause } from '@/components/build-log/likely-cause'
import { ToldByLog } from '@/components/build-log/told-by-log'
import { UnreadSources } from '@/components/build-log/unread-sources'
import { useProgress } from '@/components/build-log/use-progress'
import { useNow } from '@/components/now'
import { Problem } from '@/components/problem'
import { MiniTimeline } from '@/components/stack-events/mini-timeline'
import { ApiError } from '@/lib/api-error'
import { type Place, stackEventsHref } from '@/lib/images/addresses'
import { buildKey } from '@/lib/images/build-log/queries'
import { buildState, isMoving } from '@/lib/images/build-state'
import { newestStream } from '@/lib/images/newest-stream'
import { imageQuery, logStreamsQuery } from '@/lib/images/queries'
import { BuildStateMark } from './build-state-mark'
import { ImageBar } from './image-bar'
import { ImageFacts } from './image-facts'
import { LogStreams } from './log-streams'
import { NoSuchImage } from './no-such-image'
import { StateReason } from './state-reason'
import { useEarlierBuilds } from './use-earlier-builds'

/** One image: how its build stands and why, its log streams, its stack's events in small. */
export function ImageOverview({ imageId, place }: { imageId: string; place: Place }) {
  const { data: image, error, refetch } = useQuery(imageQuery(imageId, place))
  const now = useNow(image !== undefined && isMoving(image))
  const building = image?.imageBuildStatus === 'BUILD_IN_PROGRESS'
  const state = image && buildState(image)
  const { data: streams } = useQuery(logStreamsQuery(imageId, place, building))
  const logStreamName = newestStream(streams ?? [])?.logStreamName
  const earlier = useEarlierBuilds(building || state?.kind === 'failed' ? image : undefined, place)
  const gone = error instanceof ApiError && error.status === 404
  const running = useProgress(imageId, building ? logStreamName : undefined, place, earlier, now)
  return (
    <>
      <ImageBar imageId={imageId} place={place} current="overview" progress={running.progress} />
      <div className="mx-auto w-full max-w-6xl space-y-6 px-4 pb-16 pt-5 md:px-6">
        {state && (
          <header>
            <BuildStateMark state={state} large />
            <StateReason image={image} />
          </header>
        )}
        {gone && !state && (
          <header>
            <NoSuchImage message={error.message} place={place} />
          </header>
        )}
        {error && !gone && (
          <Problem title="This image could not be read." error={error} retry={() => void refetch()} />
        )}
        {error && !gone && !image && <ToldByLog imageId={imageId} place={place} error={error} />}
        {image && <ImageFacts image={image} now={now} />}
        {/* Of a failed build its cause says so. */}
        {image?.unread && state?.kind !== 'failed' && (
          <UnreadSources unread={image.unread} retry={() => void refetch()} />
        )}
        {image && state?.kind === 'failed' && (
          <LikelyCause imageId={imageId} place={place} version={image.version} build={buildKey(image)} />
        )}
        {image && (state?.kind === 'good' || state?.kind === 'warning') && (
          <BuildWarning imageId={imageId} place={place} build={buildKey(image)} />
        )}
        {building && logStreamName && <BuildProgress {...running} now={now} />}
        <Section title="Log streams">
          <LogStreams imageId={imageId} place={place} building={building} />
        </Section>
        {!gone && (
          <Section title="Stack events" href={stackEventsHref(imageId, place)}>
            <MiniTimeline imageId={imageId} place={place} />
          </Section>
        )}
        {state?.kind === 'failed' && logStreamName && earlier[0] && (
          <CompareWithLastGood
            imageId={imageId}
            logStreamName={logStreamName}
            place={place}
            good={earlier[0]}
          />
        )}
      </div>
    </>
  )
}

type SectionProps = { title: string; href?: string; children: React.ReactNode }

function Section({ title, href, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold">
        {href ? (
          <Link href={href} className="hover:text-accent">
            {title} <span aria-hidden>→</span>
          </Link>
        ) : (
          title
        )}
      </h2>
      {children}
    </section>
  )
}
