'use client'

import { useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { causeQuery } from '@/lib/images/build-log/queries'
import { quotedLineHref } from '@/lib/images/build-log/quoted-line-href'

/** Where the log itself says why the build failed. */
export type CauseLine = { href: string; timestamp: string }

/** The first line of the likely cause, once the build has failed; undefined where only the stack tells. */
export function useCauseLine(
  imageId: string,
  scope: NamedScope,
  logStreamName: string | undefined,
  hasFailed: boolean,
): CauseLine | undefined {
  const { data } = useQuery({
    ...causeQuery(imageId, scope, logStreamName),
    enabled: hasFailed && logStreamName !== undefined,
  })
  const line = data?.cause?.lines[0]
  const href = line && data.logStreamName && quotedLineHref(imageId, data.logStreamName, scope, line)
  return href && line.at ? { href, timestamp: new Date(line.at.timestamp).toISOString() } : undefined
}
