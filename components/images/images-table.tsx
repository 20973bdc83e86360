'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { FailedStep, FailureSentence } from '@/components/build-log/failed-step'
import { FamilyDots } from '@/components/fleet/family-dots'
import { HoverLink } from '@/components/shell/hover-link'
import { BuildBar } from '@/components/stack-events/build-bar'
import { Timestamp } from '@/components/timestamp'
import { imageHref, type NamedScope } from '@/lib/images/addresses'
import { buildDuration, buildState } from '@/lib/images/build-state'
import { familyResults } from '@/lib/images/fleet/family-results'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { columnOf, type ImageColumn, type ImageOrder, usualRemainder } from '@/lib/images/sort-images'
import { formatAgo, formatDuration } from '@/lib/images/time-format'
import { BuildStateMark } from './build-state-mark'
import { RowChunk } from './row-chunk'
import { RunningStep } from './running-step'
import { useAskAhead } from './use-ask-ahead'
import { useFailure } from './use-failure'

type Props = {
  /** Those that are shown, in order. */
  images: readonly ImageInfoSummary[]
  /** All that are known: they tell how long a build usually takes. */
  all: readonly ImageInfoSummary[]
  scope: NamedScope
  now: number
  order: ImageOrder
  setOrder: (order: ImageOrder) => void
}

/** Rows far from the screen are left out by so many at a time. */
const chunkRows = 40

/** On a phone each row becomes a small card: the same cells, laid out in two lines. */
export function ImagesTable({ images, all, scope, now, order, setOrder }: Props) {
  const durations = images.map((image) => buildDuration(image, now) ?? 0)
  const families = familyResults(all)
  const longest = durations.reduce((most, each) => Math.max(most, each), 1)
  const chunks = Array.from({ length: Math.ceil(images.length / chunkRows) }, (_, index) =>
    images.slice(index * chunkRows, (index + 1) * chunkRows),
  )
  return (
    <table
      aria-label="Images"
      className="w-full border-separate border-spacing-0 max-md:block md:table-fixed"
    >
      <thead className="max-md:sr-only">
        <tr className="text-left text-xs text-ink-3 [&>th]:border-b [&>th]:border-line [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-normal">
          {/* Widths of their own: causes arrive one by one and must not push the columns about. */}
          <SortedBy
            column="image"
            {...{ order, setOrder }}
            className="w-[27%] lg:w-[21%] xl:w-[18%] min-[90rem]:w-[16.5%]"
          >
            Image
          </SortedBy>
          <th scope="col">Status</th>
          <SortedBy
            column="started"
            {...{ order, setOrder }}
            className="w-[14%] lg:w-[11%] xl:w-[10%] min-[90rem]:w-[16.5%]"
          >
            Started
          </SortedBy>
          <SortedBy column="took" {...{ order, setOrder }} className="w-[14%] lg:w-[18%] xl:w-[13.5%]">
            Took
          </SortedBy>
          <SortedBy column="version" {...{ order, setOrder }} className="w-[8%] xl:w-[7%] max-lg:hidden">
            Version
          </SortedBy>
          <th scope="col" className="w-[9.5rem] max-[90rem]:hidden">
            Family’s last builds
          </th>
          <th scope="col" className="w-[13.5%] min-[90rem]:w-[11.5%] max-xl:hidden">
            AMI
          </th>
        </tr>
      </thead>
      {chunks.map((rows, index) => (
        <RowChunk
          // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is a place in the list
          key={index}
          rows={rows.length}
          first={index === 0}
          draw={() =>
            rows.map((image, row) => (
              <ImageRow
                key={image.imageId}
                first={index === 0 && row === 0}
                image={image}
                scope={scope}
                now={now}
                longest={longest}
                family={families.get(image.imageId)}
                remaining={isBuilding(image) ? usualRemainder(image, all, now) : undefined}
              />
            ))
          }
        />
      ))}
    </table>
  )
}

const isBuilding = ({ imageBuildStatus }: ImageInfoSummary) => imageBuildStatus === 'BUILD_IN_PROGRESS'

type SortedByProps = {
  column: ImageColumn
  order: ImageOrder
  setOrder: (order: ImageOrder) => void
  className: string
  children: string
}

/** What is newest or longest is looked for first; names and versions are read from the top. */
const firstOrders: Record<ImageColumn, ImageOrder> = {
  image: 'image',
  started: '-started',
  took: '-took',
  version: '-version',
}

/** A column's heading: chosen, it orders the list; chosen again, the other way round. */
function SortedBy({ column, order, setOrder, className, children }: SortedByProps) {
  const chosen = columnOf(order) === column
  const descending = order.startsWith('-')
  const next = chosen ? ((descending ? column : `-${column}`) as ImageOrder) : firstOrders[column]
  const Arrow = descending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      className={className}
      aria-sort={chosen ? (descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        onClick={() => setOrder(next)}
        className={`-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink ${chosen ? 'font-medium text-ink-2' : ''}`}
      >
        {children}
        {chosen && <Arrow aria-hidden className="size-3" />}
      </button>
    </th>
  )
}

type RowProps = {
  image: ImageInfoSummary
  scope: NamedScope
  first: boolean
  now: number
  longest: number
  /** The last results of its family, where it is the newest of it. */
  family: readonly ImageInfoSummary[] | undefined
  remaining: number | undefined
}

function ImageRow({ image, first, scope, now, longest, family, remaining }: RowProps) {
  const { failure, inSight, watch } = useFailure(image, scope)
  const state = buildState(image, failure?.outcome)
  const isFailed = state.kind === 'failed' || state.kind === 'cancelled'
  const askAhead = useAskAhead(image.imageId, scope)
  const ended = failure?.completionTime ? { completionTime: failure.completionTime, ...image } : image
  const duration = buildDuration(ended, now)
  return (
    <tr
      ref={watch}
      // A failed row has room for its cause from the start: causes come one by one and must not move what is below.
      className={`group relative hover:bg-surface focus-within:bg-surface max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-3 max-md:gap-y-0.5 max-md:border-b max-md:border-line max-md:px-4 max-md:py-2.5 ${isFailed ? 'md:[&>*]:h-14' : 'md:[&>*]:h-10'} md:[&>*]:border-b md:[&>*]:border-line md:[&>*]:px-3`}
    >
      <th scope="row" className="truncate text-left font-medium max-md:basis-full">
        <HoverLink
          href={imageHref(image.imageId, scope)}
          ahead={first}
          onClick={askAhead}
          className="outline-none after:absolute after:inset-0 group-hover:text-accent focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {image.imageId}
        </HoverLink>
      </th>
      <td className="max-md:max-w-full">
        <span className="flex min-w-0 items-center gap-x-2.5 whitespace-nowrap max-md:flex-wrap">
          <BuildStateMark state={state} />
          {state.kind === 'failed' && <FailedStep failure={failure} />}
          {isBuilding(image) && inSight && (
            <RunningStep imageId={image.imageId} scope={scope} now={now} remaining={remaining} />
          )}
        </span>
        {isFailed && <FailureSentence failure={failure} />}
      </td>
      <td className="truncate text-ink-2">
        {image.creationTime && (
          <>
            <Timestamp value={image.creationTime}>
              {formatAgo(now - Date.parse(image.creationTime))}
            </Timestamp>
            <span aria-hidden className="ml-2 text-xs text-ink-3 md:max-[90rem]:hidden">
              <Timestamp value={image.creationTime} />
            </span>
          </>
        )}
      </td>
      <td className="whitespace-nowrap tabular-nums">
        {duration !== undefined && (
          <span className="flex items-center gap-2">
            <span className="min-w-[5.5rem] max-md:min-w-0">
              {formatDuration(duration)}
              {state.kind === 'running' && <span className="sr-only"> so far</span>}
            </span>
            <BuildBar image={ended} longest={Math.max(longest, duration)} now={now} />
          </span>
        )}
      </td>
      <td className="text-ink-2 tabular-nums max-lg:hidden">{image.version}</td>
      <td className={family ? 'max-[90rem]:hidden max-md:block max-md:basis-full' : 'max-[90rem]:hidden'}>
        {family && <FamilyDots images={family} scope={scope} />}
      </td>
      <td className="truncate font-mono text-xs text-ink-2 max-xl:hidden">{image.ec2AmiInfo?.amiId}</td>
    </tr>
  )
}
