'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Problem } from '@/components/problem'
import { ApiError } from '@/lib/api-error'
import { imageHref, imagesHref, type NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { imageQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'

type Props = { imageId: string; scope: NamedScope; error: Error | null; retry: () => void }

const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404

/** Why no events can be drawn: not yet, gone, none, or because AWS said no. They never look alike. */
export function StackEventsAbsent({ imageId, scope, error, retry }: Props) {
  const missing = isNotFound(error)
  const image = useQuery({ ...imageQuery(imageId, scope), enabled: missing })
  if (error && !missing) {
    return (
      <div className="px-4">
        <Problem title={`The stack events of ${imageId} could not be read.`} error={error} retry={retry} />
      </div>
    )
  }
  if (missing && image.isPending) return <StackEventsSkeleton />
  const notYet = missing ? image.data?.imageBuildStatus === 'BUILD_IN_PROGRESS' : true
  const [title, text] =
    openedId(scope.account) === undefined ? words(imageId, missing, image.data, image.error) : notInFiles
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
          <Link href={imagesHref(scope)} className="prose-link">
            All images
          </Link>
        ) : (
          <Link href={imageHref(imageId, scope)} className="prose-link">
            Back to the image
          </Link>
        )}
      </p>
    </div>
  )
}

const notInFiles = [
  'No stack events in these files',
  'The archive of pcluster export-image-logs holds them if the stack still existed.',
] as const

function words(
  imageId: string,
  missing: boolean,
  image: ImageDescription | undefined,
  imageError: Error | null,
): [title: string, text: string] {
  if (!missing) return ['No stack events yet', 'The stack was just created and has reported no events.']
  if (image?.imageBuildStatus === 'BUILD_IN_PROGRESS') {
    return ['Not yet', 'Waiting for the stack to be created.']
  }
  if (image) {
    return [
      'Stack events no longer available',
      `CloudFormation keeps the events of a deleted stack for 90 days. It no longer lists a stack for ${imageId}.`,
    ]
  }
  if (isNotFound(imageError)) {
    return [
      'Image not found',
      `No image or stack named ${imageId} exists here. Check the name, or try another region or account.`,
    ]
  }
  return [
    'Stack events no longer available',
    `CloudFormation has no stack named ${imageId}, including stacks deleted in the last 90 days.`,
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
