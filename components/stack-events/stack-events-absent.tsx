'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Problem } from '@/components/problem'
import { ApiError } from '@/lib/api-error'
import { imageHref, imagesHref, type Place } from '@/lib/images/addresses'
import { imageQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'

type Props = { imageId: string; place: Place; error: Error | null; retry: () => void }

const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404

/** Why no events can be drawn: not yet, gone, none, or because AWS said no. They never look alike. */
export function StackEventsAbsent({ imageId, place, error, retry }: Props) {
  const missing = isNotFound(error)
  const image = useQuery({ ...imageQuery(imageId, place), enabled: missing })
  if (error && !missing) {
    return (
      <div className="px-4">
        <Problem title={`The stack events of ${imageId} could not be read.`} error={error} retry={retry} />
      </div>
    )
  }
  if (missing && image.isPending) return <StackEventsSkeleton />
  const notYet = missing ? image.data?.imageBuildStatus === 'BUILD_IN_PROGRESS' : true
  const [title, text] = words(imageId, missing, image.data, image.error)
  const nowhere = missing && isNotFound(image.error)
  return (
    <div className="mx-4 rounded-md border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="font-medium">{title}</p>
      <p className="mx-auto mt-1 max-w-prose text-ink-2">{text}</p>
      {error && <p className="mx-auto mt-1 max-w-prose break-words text-xs text-ink-3">{error.message}</p>}
      <p className="mt-3 flex justify-center gap-4">
        {notYet && (
          <button type="button" onClick={retry} className="prose-link">
            Try again
          </button>
        )}
        {nowhere ? (
          <Link href={imagesHref(place)} className="prose-link">
            All images
          </Link>
        ) : (
          <Link href={imageHref(imageId, place)} className="prose-link">
            Back to the image
          </Link>
        )}
      </p>
    </div>
  )
}

function words(
  imageId: string,
  missing: boolean,
  image: ImageDescription | undefined,
  imageError: Error | null,
): [title: string, text: string] {
  if (!missing) return ['No stack events yet', 'The stack was made a moment ago and has reported nothing.']
  if (image?.imageBuildStatus === 'BUILD_IN_PROGRESS') {
    return ['Not yet', 'The build has begun, but its stack cannot be found yet. Try again in a moment.']
  }
  if (image) {
    return [
      'The stack is gone',
      `CloudFormation names a deleted stack for 90 days, and no stack of ${imageId} any more: its events are gone with it.`,
    ]
  }
  if (isNotFound(imageError)) {
    return [
      'There is no such image',
      `Neither an image nor a stack called ${imageId} is known here. Is it in another region or account?`,
    ]
  }
  return [
    'The stack is gone',
    `CloudFormation knows no stack called ${imageId}, not even among those deleted in the last 90 days.`,
  ]
}

export function StackEventsSkeleton() {
  return (
    <div role="status" aria-label="Reading stack events" className="flex flex-col gap-3 px-4">
      <div className="h-4 w-72 rounded bg-sunken pulse-soft" />
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity
        <div key={index} className="flex gap-3">
          <div className="h-3 w-52 rounded bg-sunken pulse-soft" />
          <div className="h-3 w-24 rounded bg-sunken pulse-soft" style={{ marginLeft: `${index * 2}%` }} />
        </div>
      ))}
    </div>
  )
}
