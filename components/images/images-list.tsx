'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useNow } from '@/components/now'
import { Problem } from '@/components/problem'
import type { Place } from '@/lib/images/addresses'
import { isMoving } from '@/lib/images/build-state'
import type { ImageStatus } from '@/lib/images/image-status'
import { filterImages, imageStatusOf } from '@/lib/images/list-filter'
import { imagesQuery } from '@/lib/images/queries'
import { ImagesSkeleton } from './images-skeleton'
import { ImagesTable } from './images-table'
import { imagesView } from './images-view'

/** The list of images, all statuses together, newest first; a running build moves by itself. */
export function ImagesList({ place }: { place: Place }) {
  const { data, error, refetch, isPending } = useQuery(imagesQuery(place))
  const [view, setView] = useQueryStates(imagesView)
  const images = data?.images ?? []
  const now = useNow(images.some(isMoving))
  const shown = filterImages(images, view)

  return (
    <div className="mx-auto w-full max-w-[116rem] pb-16">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-3 pt-5 md:px-6">
        <h1 className="text-lg font-semibold tracking-tight">Images</h1>
        <StatusFilter
          value={view.status}
          counts={countByStatus(images.map(imageStatusOf))}
          choose={(status) => setView({ status }, { history: 'push' })}
        />
        <input
          type="search"
          aria-label="Search images"
          placeholder="Search name, version, AMI"
          value={view.q}
          onChange={(event) => setView({ q: event.target.value || null })}
          className="h-8 w-64 rounded border border-line-strong bg-raised px-2.5 max-md:w-full md:ml-auto"
        />
      </div>
      <div className="space-y-3 md:px-3">
        {error && (
          <div className="px-4 md:px-3">
            <Problem title="The images could not be listed." error={error} retry={() => void refetch()} />
          </div>
        )}
        {data?.warnings?.map((warning) => (
          <p key={warning} className="mx-4 rounded border border-warn/40 bg-warn-soft px-3 py-2 md:mx-3">
            {warning}
          </p>
        ))}
        {isPending && !error && <ImagesSkeleton />}
        {data && images.length === 0 && <NoImages />}
        {images.length > 0 && shown.length === 0 && (
          <p className="px-4 py-10 text-center text-ink-2">
            None of the {images.length} images matches.{' '}
            <button
              type="button"
              onClick={() => setView({ q: null, status: null }, { history: 'push' })}
              className="prose-link"
            >
              Show all
            </button>
          </p>
        )}
        {shown.length > 0 && <ImagesTable images={shown} place={place} now={now} />}
      </div>
    </div>
  )
}

const filters: { status: ImageStatus | null; label: string }[] = [
  { status: null, label: 'All' },
  { status: 'PENDING', label: 'Building' },
  { status: 'FAILED', label: 'Failed' },
  { status: 'AVAILABLE', label: 'Available' },
]

function countByStatus(statuses: (ImageStatus | undefined)[]) {
  return (status: ImageStatus | null) =>
    status ? statuses.filter((each) => each === status).length : statuses.length
}

type StatusFilterProps = {
  value: ImageStatus | null
  counts: (status: ImageStatus | null) => number
  choose: (status: ImageStatus | null) => void
}

function StatusFilter({ value, counts, choose }: StatusFilterProps) {
  return (
    <fieldset className="flex rounded border border-line bg-surface p-0.5">
      <legend className="sr-only">Status</legend>
      {filters.map(({ status, label }) => (
        <button
          key={label}
          type="button"
          aria-pressed={value === status}
          onClick={() => choose(status)}
          className="rounded-sm px-2.5 py-0.5 text-ink-2 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
        >
          {label} <span className="tabular-nums">{counts(status)}</span>
        </button>
      ))}
    </fieldset>
  )
}

function NoImages() {
  return (
    <div className="mx-auto max-w-lg px-4 py-16 text-center">
      <p className="font-medium">There are no custom images in this region yet.</p>
      <p className="mt-2 text-ink-2">
        One appears here as soon as somebody runs{' '}
        <code className="font-mono text-xs">pcluster build-image</code>. Built elsewhere? Choose another
        region above.
      </p>
    </div>
  )
}
