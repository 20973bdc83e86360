'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { BuildProgress } from '@/components/build-log/build-progress'
import { BuildWarning } from '@/components/build-log/build-warning'
import { LastLines } from '@/components/build-log/last-lines'
import { LikelyCause } from '@/components/build-log/likely-cause'
import { LogOnlySummary } from '@/components/build-log/log-only-summary'
import { StepTimes } from '@/components/build-log/step-times'
import { UnreadSources } from '@/components/build-log/unread-sources'
import { useProgress } from '@/components/build-log/use-progress'
import { CompareBuilds } from '@/components/changes/compare-builds'
import { StepTrends } from '@/components/fleet/step-trends'
import { KeptNote } from '@/components/kept-note'
import { useNow } from '@/components/now'
import { OpenedNote } from '@/components/opened/opened-note'
import { Problem } from '@/components/problem'
import { MiniTimeline } from '@/components/stack-events/mini-timeline'
import { ApiError } from '@/lib/api-error'
import { type NamedScope, stackEventsHref } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { buildKey } from '@/lib/images/build-log/queries'
import { isMoving } from '@/lib/images/build-state'
import { newestStream } from '@/lib/images/newest-stream'
import { imageQuery, logStreamsQuery } from '@/lib/images/queries'
import { BuildStateMark } from './build-state-mark'
import { ImageBar } from './image-bar'
import { ImageFacts } from './image-facts'
import { LogStreams } from './log-streams'
import { NoSuchImage } from './no-such-image'
import { SaveBuild } from './save-build'
import { StateReason } from './state-reason'
import { useBuildState } from './use-build-state'
import { useEarlierBuilds } from './use-earlier-builds'

/** One image: how its build stands and why, its log streams, its stack's events in small. */
export function ImageOverview({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const { data: image, dataUpdatedAt, error, refetch } = useQuery(imageQuery(imageId, scope))
  const now = useNow(image !== undefined && isMoving(image))
  const building = image?.imageBuildStatus === 'BUILD_IN_PROGRESS'
  const state = useBuildState(image, scope)
  const hasFailed = state?.kind === 'failed' || state?.kind === 'cancelled'
  const { data: streams } = useQuery(logStreamsQuery(imageId, scope, building))
  const logStreamName = newestStream(streams ?? [])?.logStreamName
  const earlier = useEarlierBuilds(building ? image : undefined, scope)
  const gone = error instanceof ApiError && error.status === 404
  const running = useProgress(imageId, building ? logStreamName : undefined, scope, earlier, now)
  return (
    <>
      <ImageBar imageId={imageId} scope={scope} current="overview" progress={running.progress} />
      <div className="px-4 pb-16 pt-4">
        <OpenedNote imageId={imageId} scope={scope} />
        {gone && !state && <NoSuchImage imageId={imageId} message={error.message} scope={scope} />}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
          <div className="space-y-5">
            {!image && !error && (
              <p role="status" className="pulse-soft text-ink-3">
                Reading the image…
              </p>
            )}
            {image && state && (
              <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
                <div>
                  <BuildStateMark state={state} large />
                  <StateReason image={image} state={state} />
                </div>
                <SaveBuild imageId={imageId} scope={scope} />
              </header>
            )}
            {error && image && (
              <KeptNote
                subject="This image is"
                since={dataUpdatedAt}
                error={error}
                retry={() => void refetch()}
              />
            )}
            {error && !gone && !image && (
              <Problem title="This image could not be read." error={error} retry={() => void refetch()} />
            )}
            {error && !gone && !image && <LogOnlySummary imageId={imageId} scope={scope} error={error} />}
            {/* Of a failed build its cause says so. */}
            {image?.unread && !hasFailed && (
              <UnreadSources unread={image.unread} retry={() => void refetch()} />
            )}
            {image && hasFailed && (
              <LikelyCause imageId={imageId} scope={scope} version={image.version} build={buildKey(image)} />
            )}
            {image && hasFailed && logStreamName && (
              <CompareBuilds image={image} logStreamName={logStreamName} scope={scope} />
            )}
            {image && (state?.kind === 'good' || state?.kind === 'warning') && (
              <BuildWarning imageId={imageId} scope={scope} build={buildKey(image)} />
            )}
            {building && logStreamName && (
              <BuildProgress {...running} now={now}>
                <LastLines imageId={imageId} logStreamName={logStreamName} scope={scope} />
              </BuildProgress>
            )}
          </div>
          <aside aria-label="About this image" className="space-y-6 lg:row-span-2">
            {image && <ImageFacts image={image} now={now} />}
            <Section title="Log streams">
              <LogStreams imageId={imageId} scope={scope} building={building} />
            </Section>
          </aside>
          <div className="space-y-6">
            {image && !hasFailed && !building && logStreamName && (
              <CompareBuilds image={image} logStreamName={logStreamName} scope={scope} />
            )}
            {image && !building && logStreamName && (
              <StepTimes imageId={imageId} logStreamName={logStreamName} scope={scope} />
            )}
            {image && !image.kept && openedId(scope.account) === undefined && (
              <StepTrends imageId={imageId} scope={scope} />
            )}
            {!gone && (
              <Section title="Stack events" href={stackEventsHref(imageId, scope)}>
                <MiniTimeline imageId={imageId} scope={scope} />
              </Section>
            )}
          </div>
        </div>
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
