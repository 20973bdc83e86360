'use client'

import { useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { buildKey, causeQuery } from '@/lib/images/build-log/queries'
import { type BuildState, buildState } from '@/lib/images/build-state'
import type { ImageDescription } from '@/lib/images/schemas'

/**
 * The state of an image's newest build; undefined until the image is known. A failed one is looked into, as for its likely
 * cause: AWS calls failed what somebody cancelled.
 */
export function useBuildState(
  image: ImageDescription | undefined,
  scope: NamedScope,
): BuildState | undefined {
  const told = image && buildState(image)
  const { data } = useQuery({
    ...causeQuery(image?.imageId ?? '', scope, undefined, image && buildKey(image)),
    enabled: told?.kind === 'failed',
  })
  return image && told?.kind === 'failed' ? buildState(image, data?.outcome) : told
}
