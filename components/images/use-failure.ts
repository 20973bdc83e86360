'use client'

import { useQuery } from '@tanstack/react-query'
import { useInSight } from '@/components/use-in-sight'
import type { NamedScope } from '@/lib/images/addresses'
import type { ImageFailure } from '@/lib/images/build-log/image-failure'
import { buildKey, failureQuery } from '@/lib/images/build-log/queries'
import { buildState } from '@/lib/images/build-state'
import type { ImageInfoSummary } from '@/lib/images/schemas'

/** What failed in a row's build, asked for once the row is in sight. `watch` is the row's ref. */
export function useFailure(image: ImageInfoSummary, scope: NamedScope) {
  const { inSight, watch } = useInSight()
  const failed = buildState(image).kind === 'failed'
  const { data } = useQuery({
    ...failureQuery(image.imageId, scope, buildKey(image)),
    enabled: failed && inSight,
  })
  const failure: ImageFailure | undefined = failed ? data : undefined
  return { failure, inSight, watch }
}
