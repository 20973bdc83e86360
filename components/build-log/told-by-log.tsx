'use client'

import { useQuery } from '@tanstack/react-query'
import type { Place } from '@/lib/images/addresses'
import { causeQuery } from '@/lib/images/build-log/queries'
import { BuildWarning } from './build-warning'
import { LikelyCause } from './likely-cause'

/** How a build stands as far as its log tells, for an image whose state AWS does not let be read. */
export function ToldByLog({ imageId, place, error }: { imageId: string; place: Place; error: Error }) {
  const { data } = useQuery(causeQuery(imageId, place))
  if (!data) return null
  if (data.cause) return <LikelyCause imageId={imageId} place={place} said={error.message} />
  if (data.warning) return <BuildWarning imageId={imageId} place={place} />
  return <p className="text-ink-2">As far as its log tells: {data.reason}</p>
}
