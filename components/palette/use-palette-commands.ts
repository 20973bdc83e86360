'use client'

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, usePathname, useRouter, useSearchParams } from 'next/navigation'
import { saveFromApi } from '@/components/save-file'
import { addressIn } from '@/components/shell/address-in'
import {
  decodeSegment,
  failuresHref,
  imageHref,
  imagesHref,
  logStreamHref,
  logStreamNameOf,
  searchHref,
  stackEventsHref,
} from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { buildState } from '@/lib/images/build-state'
import { newestFirst } from '@/lib/images/newest-stream'
import { imagePath, imagesQuery, logStreamsQuery } from '@/lib/images/queries'
import type { PageQuestion } from '@/lib/images/saved-page/read-page-build'
import { scopesQuery } from '@/lib/images/scopes-query'
import type { PaletteCommand } from './palette-commands'

/** A list of names to choose from need not be of this very second. */
const askedOnce = { staleTime: 60_000, refetchInterval: false } as const

/** The places that every page leads to: the images, and of the image at hand its views and its log streams. */
export function usePaletteCommands(): readonly PaletteCommand[] {
  const router = useRouter()
  const searchParams = useSearchParams()
  const client = useQueryClient()
  const { imageId: segment, logStreamName: segments } = useParams<{
    imageId?: string
    logStreamName?: string[]
  }>()
  const scope = {
    region: searchParams.get('region') ?? undefined,
    account: searchParams.get('account') ?? undefined,
  }
  const imageId = segment === undefined ? undefined : decodeSegment(segment)
  const { data: listed } = useQuery({ ...imagesQuery(scope), ...askedOnce })
  const { data: streams } = useQuery({
    ...logStreamsQuery(imageId ?? '', scope),
    ...askedOnce,
    enabled: imageId !== undefined,
  })
  const { data: scopes } = useQuery({ ...scopesQuery, enabled: openedId(scope.account) === undefined })
  const pathname = usePathname()
  const go = (href: string) => () => router.push(href)
  return [
    ...(imageId === undefined
      ? []
      : [
          ...newestFirst(streams ?? []).map(({ logStreamName }) => ({
            id: `log ${logStreamName}`,
            group: 'This image' as const,
            label: `Log stream ${logStreamName}`,
            run: go(logStreamHref(imageId, logStreamName, scope)),
          })),
          {
            id: 'overview',
            group: 'This image' as const,
            label: 'Overview',
            detail: imageId,
            run: go(imageHref(imageId, scope)),
          },
          {
            id: 'stack events',
            group: 'This image' as const,
            label: 'Stack events',
            detail: imageId,
            run: go(stackEventsHref(imageId, scope)),
          },
          {
            id: 'save as archive',
            group: 'This image' as const,
            label: 'Save as archive',
            detail: imageId,
            run: () => void saveFromApi(`${imagePath(imageId)}/archive`, scope),
          },
          {
            id: 'save as page',
            group: 'This image' as const,
            label: 'Save as page',
            detail: 'cause, marked lines, steps and timeline as one HTML file',
            run: () => void saveWhatIsMarked(client, { imageId, scope, logStreamName: streamOf(segments) }),
          },
        ]),
    ...(listed?.images ?? []).map((image) => ({
      id: image.imageId,
      group: 'Images' as const,
      label: image.imageId,
      detail: buildState(image).words,
      run: go(imageHref(image.imageId, scope)),
    })),
    {
      id: 'failures',
      group: 'Images',
      label: 'Failures',
      detail: 'every failed build by its cause',
      run: go(failuresHref(openedId(scope.account) === undefined ? scope : {})),
    },
    {
      id: 'search',
      group: 'Images',
      label: 'Search every build',
      detail: 'text or an expression in all logs',
      run: go(searchHref(openedId(scope.account) === undefined ? scope : {})),
    },
    {
      id: 'open files',
      group: 'Images',
      label: 'Open files',
      detail: 'archive, log, paste',
      run: go('/open'),
    },
    ...(openedId(scope.account) === undefined ? (scopes?.regions ?? []) : []).map((region) => ({
      id: region,
      group: 'Region' as const,
      label: region,
      detail: 'Region',
      run: () => router.push(addressIn(pathname, window.location.search, { region })),
    })),
    ...(scopes && scopes.accounts.length > 1 ? scopes.accounts : []).map((account) => ({
      id: `account ${account}`,
      group: 'Region' as const,
      label: account,
      detail: 'Account',
      run: () => router.push(addressIn(pathname, window.location.search, { account })),
    })),
    { id: 'all images', group: 'Images', label: 'All images', run: go(imagesHref(scope)) },
  ]
}

const streamOf = (segments: string[] | undefined) => (segments ? logStreamNameOf(segments) : undefined)

/** What the address marks goes along: the line it leads to, and its bookmarks. */
async function saveWhatIsMarked(client: QueryClient, question: PageQuestion): Promise<void> {
  const { savePage } = await import('@/components/images/save-page')
  const address = new URLSearchParams(window.location.search)
  const marked = { at: address.get('at') ?? undefined, bookmarks: address.get('bookmarks') ?? undefined }
  await savePage(client, { ...question, ...marked }, false)
}
