'use client'

import { FailedStep } from '@/components/build-log/failed-step'
import { HoverLink } from '@/components/shell/hover-link'
import { BuildBar } from '@/components/stack-events/build-bar'
import { Timestamp } from '@/components/timestamp'
import { imageHref, type Place } from '@/lib/images/addresses'
import { buildDuration, buildState } from '@/lib/images/build-state'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { formatAgo, formatDuration } from '@/lib/images/time-format'
import { BuildStateMark } from './build-state-mark'

type Props = { images: readonly ImageInfoSummary[]; place: Place; now: number }

/** On a phone each row becomes a small card: the same cells, laid out in two lines. */
export function ImagesTable({ images, place, now }: Props) {
  const durations = images.map((image) => buildDuration(image, now) ?? 0)
  const longest = Math.max(...durations, 1)
  return (
    <table
      aria-label="Images"
      className="w-full border-separate border-spacing-0 max-md:block md:table-fixed"
    >
      <thead className="max-md:sr-only">
        <tr className="text-left text-xs text-ink-3 [&>th]:border-b [&>th]:border-line [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-normal">
          {/* Widths of their own: causes arrive one by one and must not push the columns about. */}
          <th scope="col" className="w-[27%] lg:w-[21%] xl:w-[18%] min-[90rem]:w-[16.5%]">
            Image
          </th>
          <th scope="col">Status</th>
          <th scope="col" className="w-[22%] lg:w-[17%] xl:w-[14%] min-[90rem]:w-[16.5%]">
            Started
          </th>
          <th scope="col" className="w-[13%] lg:w-[17%] xl:w-[12.5%]">
            Took
          </th>
          <th scope="col" className="w-[7%] xl:w-[6%] max-lg:hidden">
            Version
          </th>
          <th scope="col" className="w-[13.5%] min-[90rem]:w-[11.5%] max-xl:hidden">
            AMI
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {images.map((image) => (
          <ImageRow key={image.imageId} image={image} place={place} now={now} longest={longest} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { image: ImageInfoSummary; place: Place; now: number; longest: number }

function ImageRow({ image, place, now, longest }: RowProps) {
  const state = buildState(image)
  const duration = buildDuration(image, now)
  return (
    <tr className="group relative hover:bg-surface focus-within:bg-surface max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-3 max-md:gap-y-0.5 max-md:border-b max-md:border-line max-md:px-4 max-md:py-2.5 md:[&>*]:h-10 md:[&>*]:border-b md:[&>*]:border-line md:[&>*]:px-3">
      <th scope="row" className="truncate text-left font-medium max-md:basis-full">
        <HoverLink
          href={imageHref(image.imageId, place)}
          className="outline-none after:absolute after:inset-0 group-hover:text-accent focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {image.imageId}
        </HoverLink>
      </th>
      <td className="max-md:max-w-full">
        <span className="flex min-w-0 items-center gap-x-2.5 whitespace-nowrap max-md:flex-wrap">
          <BuildStateMark state={state} />
          {state.kind === 'failed' && <FailedStep image={image} place={place} />}
        </span>
      </td>
      <td className="truncate text-ink-2">
        {image.creationTime && (
          <>
            <Timestamp value={image.creationTime} />
            <span className="ml-2 text-xs text-ink-3 max-[90rem]:hidden">
              {formatAgo(now - Date.parse(image.creationTime))}
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
            <BuildBar image={image} longest={longest} now={now} />
          </span>
        )}
      </td>
      <td className="text-ink-2 tabular-nums max-lg:hidden">{image.version}</td>
      <td className="truncate font-mono text-xs text-ink-2 max-xl:hidden">{image.ec2AmiInfo?.amiId}</td>
    </tr>
  )
}
