'use client'

import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter, useSearchParams } from 'next/navigation'
import { decodeSegment, imageHref, imagesHref, logStreamHref, stackEventsHref } from '@/lib/images/addresses'
import { buildState } from '@/lib/images/build-state'
import { newestFirst } from '@/lib/images/newest-stream'
import { imagesQuery, logStreamsQuery } from '@/lib/images/queries'
import type { PaletteCommand } from './palette-commands'

/** A list of names to choose from need not be of this very second. */
const askedOnce = { staleTime: 60_000, refetchInterval: false } as const

/** The places that every page leads to: the images, and of the image at hand its views and its log streams. */
export function usePlaceCommands(): readonly PaletteCommand[] {
  const router = useRouter()
  const searchParams = useSearchParams()
  const { imageId: segment } = useParams<{ imageId?: string }>()
  const place = {
    region: searchParams.get('region') ?? undefined,
    account: searchParams.get('account') ?? undefined,
  }
  const imageId = segment === undefined ? undefined : decodeSegment(segment)
  const { data: listed } = useQuery({ ...imagesQuery(place), ...askedOnce })
  const { data: streams } = useQuery({
    ...logStreamsQuery(imageId ?? '', place),
    ...askedOnce,
    enabled: imageId !== undefined,
  })
  const go = (href: string) => () => router.push(href)
  return [
    ...(imageId === undefined
      ? []
      : [
          ...newestFirst(streams ?? []).map(({ logStreamName }) => ({
            id: `log ${logStreamName}`,
            group: 'This image' as const,
            label: `Log stream ${logStreamName}`,
            run: go(logStreamHref(imageId, logStreamName, place)),
          })),
          {
            id: 'overview',
            group: 'This image' as const,
            label: 'Overview',
            detail: imageId,
            run: go(imageHref(imageId, place)),
          },
          {
            id: 'stack events',
            group: 'This image' as const,
            label: 'Stack events',
            detail: imageId,
            run: go(stackEventsHref(imageId, place)),
          },
        ]),
    ...(listed?.images ?? []).map((image) => ({
      id: image.imageId,
      group: 'Images' as const,
      label: image.imageId,
      detail: buildState(image).words,
      run: go(imageHref(image.imageId, place)),
    })),
    { id: 'all images', group: 'Images', label: 'All images', run: go(imagesHref(place)) },
  ]
}
