'use client'

import { useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { causeQuery } from '@/lib/images/build-log/queries'
import { BuildWarning } from './build-warning'
import { LikelyCause } from './likely-cause'

/** How a build stands as far as its log tells, for an image whose state AWS does not let be read. */
export function LogOnlySummary({
  imageId,
  scope,
  error,
}: {
  imageId: string
  scope: NamedScope
  error: Error
}) {
  const { data } = useQuery(causeQuery(imageId, scope))
  if (!data) return null
  if (data.cause) return <LikelyCause imageId={imageId} scope={scope} said={error.message} />
  if (data.warning) return <BuildWarning imageId={imageId} scope={scope} />
  return <p className="text-ink-2">As far as its log tells: {data.reason}</p>
}
