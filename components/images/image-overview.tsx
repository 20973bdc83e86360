'use client'

import { useQuery } from '@tanstack/react-query'
import { useNow } from '@/components/now'
import { Problem } from '@/components/problem'
import { ApiError } from '@/lib/api-error'
import type { Place } from '@/lib/images/addresses'
import { buildState, isMoving } from '@/lib/images/build-state'
import { imageQuery } from '@/lib/images/queries'
import { BuildStateMark } from './build-state-mark'
import { ImageBar } from './image-bar'
import { ImageFacts } from './image-facts'
import { LogStreams } from './log-streams'
import { StateReason } from './state-reason'

/** One image: how its build stands and why, its log streams, its stack's events in small. */
export function ImageOverview({ imageId, place }: { imageId: string; place: Place }) {
  const { data: image, error, refetch } = useQuery(imageQuery(imageId, place))
  const now = useNow(image !== undefined && isMoving(image))
  const building = image?.imageBuildStatus === 'BUILD_IN_PROGRESS'
  const gone = error instanceof ApiError && error.status === 404
  return (
    <>
      <ImageBar imageId={imageId} place={place} current="overview" />
      <div className="mx-auto w-full max-w-7xl space-y-6 px-4 pb-16 pt-5 md:px-6">
        <header>
          <h1 className="break-words text-xl font-semibold tracking-tight">{imageId}</h1>
          {image && (
            <div className="mt-1.5">
              <BuildStateMark state={buildState(image)} large />
              <StateReason image={image} />
            </div>
          )}
          {gone && <p className="mt-1.5 text-ink-2">{error.message}</p>}
        </header>
        {error && !gone && (
          <Problem title="This image could not be read." error={error} retry={() => void refetch()} />
        )}
        {image && <ImageFacts image={image} now={now} />}
        <Section title="Log streams">
          <LogStreams imageId={imageId} place={place} building={building} />
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  )
}
