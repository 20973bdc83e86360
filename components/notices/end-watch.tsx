'use client'

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiError } from '@/lib/api-error'
import { imageHref } from '@/lib/images/addresses'
import { buildKey, causeQuery } from '@/lib/images/build-log/queries'
import { buildState } from '@/lib/images/build-state'
import { causeLines } from '@/lib/images/notices/notice'
import { imageQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'
import { type AwaitedEnd, stopAwaiting } from './awaited-ends'

const basePath = process.env.NEXT_PUBLIC_BASE_PATH ?? ''

/** Asks after one awaited build, also while the page is hidden, and notifies of its end. */
export default function EndWatch({ end }: { end: AwaitedEnd }) {
  const client = useQueryClient()
  const { data: image, error } = useQuery(imageQuery(end.imageId, end.scope))
  const isGone = error instanceof ApiError && error.status === 404
  const isOver = isGone || (image !== undefined && !isStillBuilt(image, end))
  useEffect(() => {
    if (isOver) void notifyOnce(client, end, isGone ? undefined : image)
  }, [isOver, isGone, image, client, end])
  return null
}

function isStillBuilt(image: ImageDescription, { stackArn }: AwaitedEnd): boolean {
  const isSameBuild = stackArn === undefined || image.cloudformationStackArn === stackArn
  return image.imageBuildStatus === 'BUILD_IN_PROGRESS' && isSameBuild
}

/** All tabs of this browser watch; the one that gets the lock first tells. */
async function notifyOnce(client: QueryClient, end: AwaitedEnd, image: ImageDescription | undefined) {
  await navigator.locks.request(`notify ${end.imageId}`, async () => {
    if (!stopAwaiting(end)) return
    const words = image ? buildState(image).words : 'Ended'
    const body = image && buildState(image).kind === 'failed' ? await causeOf(client, end, image) : undefined
    const notification = new Notification(`${end.imageId}: ${words}`, {
      tag: `${end.imageId} ${end.stackArn ?? ''}`,
      icon: `${basePath}/icon.svg`,
      ...(body !== undefined && { body }),
    })
    notification.onclick = () => {
      window.focus()
      location.assign(`${basePath}${imageHref(end.imageId, end.scope)}`)
      notification.close()
    }
  })
}

/** The cause in two lines; nothing where it does not come soon, since the news will not wait. */
async function causeOf(client: QueryClient, { imageId, scope }: AwaitedEnd, image: ImageDescription) {
  const asked = client.fetchQuery({ ...causeQuery(imageId, scope, undefined, buildKey(image)), retry: false })
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, 15_000))
  const explained = await Promise.race([asked.catch(() => undefined), late])
  return explained?.cause ? causeLines(explained.cause).join('\n') : undefined
}
