'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { FailureChip } from '@/components/fleet/failure-chip'
import { useKeptTime } from '@/components/kept-note'
import { useNow } from '@/components/now'
import { Problem } from '@/components/problem'
import { SearchField } from '@/components/search-field'
import type { NamedScope } from '@/lib/images/addresses'
import { isMoving } from '@/lib/images/build-state'
import { failureGroupQuery } from '@/lib/images/fleet/queries'
import { filterImages, type ListStatus, listStatusOf } from '@/lib/images/list-filter'
import { imagesQuery } from '@/lib/images/queries'
import { sortImages } from '@/lib/images/sort-images'
import { ImagesSkeleton } from './images-skeleton'
import { ImagesTable } from './images-table'
import { imagesView } from './images-view'
import { useListTitle } from './use-build-title'

/** The list of images, all statuses together, newest first; a running build moves by itself. */
export function ImagesList({ scope }: { scope: NamedScope }) {
  const { data, dataUpdatedAt, error, refetch, isPending } = useQuery(imagesQuery(scope))
  const readAt = useKeptTime(dataUpdatedAt)
  const [view, setView] = useQueryStates(imagesView)
  const images = data?.images ?? []
  const now = useNow(images.some(isMoving))
  const group = useQuery({ ...failureGroupQuery(scope, view.failure ?? ''), enabled: view.failure !== null })
  const among = view.failure === null ? undefined : new Set(group.data?.builds?.map(({ imageId }) => imageId))
  const shown = sortImages(filterImages(images, { ...view, among }), view.sort, now)
  useListTitle(images.filter(({ imageBuildStatus }) => imageBuildStatus === 'BUILD_IN_PROGRESS').length)

  return (
    <div className="pb-16">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-3 pt-4">
        <h1 className="text-lg font-semibold tracking-tight">Images</h1>
        <StatusFilter
          value={view.status}
          counts={data && countByStatus(images.map(listStatusOf))}
          choose={(status) => setView({ status }, { history: 'push' })}
        />
        <SearchField
          label="Search images"
          placeholder="Search name, version, AMI"
          value={view.q}
          set={(q) => void setView({ q })}
          className="md:ml-auto"
        />
      </div>
      {view.failure !== null && (
        <FailureChip
          failures={group.data}
          error={group.error}
          remove={() => setView({ failure: null }, { history: 'push' })}
        />
      )}
      <div className="space-y-3 md:px-1">
        {error && (
          <div className="px-4 md:px-3">
            <Problem
              title={
                data?.isWhole
                  ? `The images could not be listed again; those shown are as of ${readAt}.`
                  : 'The images could not be listed.'
              }
              error={error}
              retry={() => void refetch()}
            />
          </div>
        )}
        {data?.warnings?.map((warning) => (
          <p key={warning} className="mx-4 rounded border border-warn/40 bg-warn-soft px-3 py-2 md:mx-3">
            {warning}
          </p>
        ))}
        {data?.notes?.map((note) => (
          <p key={note} className="px-4 text-ink-3 text-xs md:px-3">
            {note}
          </p>
        ))}
        {!error && (isPending || (images.length === 0 && !data?.isWhole)) && <ImagesSkeleton />}
        {data?.isWhole && images.length === 0 && <NoImages />}
        {data && !data.isWhole && !error && (
          <p role="status" className="px-4 text-ink-2 md:px-3">
            <span className="pulse-soft">Reading more images.</span> The filters and the search cover the{' '}
            {images.length.toLocaleString('en')} read so far.
          </p>
        )}
        {data && !data.isWhole && error && (
          <p className="px-4 text-ink-2 md:px-3">
            The list is not complete: it has the {images.length.toLocaleString('en')} images read before the
            failure.
          </p>
        )}
        {images.length > 0 && shown.length === 0 && !group.isLoading && (
          <p className="px-4 py-10 text-center text-ink-2">
            No matches in {images.length.toLocaleString('en')} images{data?.isWhole ? '' : ' read so far'}.{' '}
            <button
              type="button"
              onClick={() => setView({ q: null, status: null, failure: null }, { history: 'push' })}
              className="prose-link"
            >
              Show all
            </button>
          </p>
        )}
        {shown.length > 0 && (
          <ImagesTable
            images={shown}
            all={images}
            scope={scope}
            now={now}
            order={view.sort}
            setOrder={(sort) => setView({ sort })}
          />
        )}
      </div>
    </div>
  )
}

const filters: { status: ListStatus | null; label: string }[] = [
  { status: null, label: 'All' },
  { status: 'PENDING', label: 'Building' },
  { status: 'FAILED', label: 'Failed' },
  { status: 'AVAILABLE', label: 'Available' },
  { status: 'DELETED', label: 'Deleted' },
]

function countByStatus(statuses: ListStatus[]) {
  return (status: ListStatus | null) =>
    status ? statuses.filter((each) => each === status).length : statuses.length
}

type StatusFilterProps = {
  value: ListStatus | null
  /** Absent until the images are known: none would be told as 0. */
  counts: ((status: ListStatus | null) => number) | undefined
  choose: (status: ListStatus | null) => void
}

function StatusFilter({ value, counts, choose }: StatusFilterProps) {
  // Most lists have no deleted image in them.
  const isOffered = ({ status }: (typeof filters)[number]) =>
    status !== 'DELETED' || value === status || (counts?.(status) ?? 0) > 0
  return (
    <fieldset className="flex rounded border border-line bg-surface p-0.5">
      <legend className="sr-only">Status</legend>
      {filters.filter(isOffered).map(({ status, label }) => (
        <button
          key={label}
          type="button"
          aria-pressed={value === status}
          onClick={() => choose(status)}
          className="rounded-sm px-2.5 py-0.5 text-ink-2 max-sm:px-1.5 hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
        >
          {label} {counts && <span className="tabular-nums">{counts(status)}</span>}
        </button>
      ))}
    </fieldset>
  )
}

function NoImages() {
  return (
    <div className="mx-auto max-w-lg px-4 py-16 text-center">
      <p className="font-medium">No custom images in this region yet</p>
      <p className="mt-2 text-ink-2">
        Run <code className="font-mono text-xs">pcluster build-image</code> to create one, or choose another
        region above.
      </p>
    </div>
  )
}
