'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useNow } from '@/components/now'
import { failuresHref, type NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import { timeOf, toBuildRecord } from '@/lib/images/fleet/build-record'
import { groupIdOf } from '@/lib/images/fleet/failure-groups'
import { failureGroupQuery } from '@/lib/images/fleet/queries'
import { formatDay } from '@/lib/images/time-format'

/** Says in how many other builds the cause is known, and since when; nothing where it is known of none. */
export function SeenElsewhere({ explanation, scope }: { explanation: ImageExplanation; scope: NamedScope }) {
  const now = useNow(false)
  const { imageId, logStreamName } = explanation
  const groupId = groupIdOf(toBuildRecord({ build: '', imageId, version: '' }, explanation, undefined))
  const { data } = useQuery({
    ...failureGroupQuery(scope, groupId),
    enabled: explanation.outcome === 'failed' && openedId(scope.account) === undefined,
  })
  const others = (data?.builds ?? []).filter(
    (record) => record.imageId !== imageId || record.logStreamName !== logStreamName,
  )
  if (others.length === 0) return null
  const total = others.length + (data?.buildsLeftOut ?? 0)
  const since = Math.min(
    ...(data?.groups ?? []).map(({ firstSeen }) => Date.parse(firstSeen)),
    ...others.map(timeOf),
  )
  return (
    <p>
      <Link href={failuresHref({ ...scope, group: groupId })} className="prose-link">
        Also in {total.toLocaleString('en')} other {total === 1 ? 'build' : 'builds'}
      </Link>{' '}
      <span className="text-ink-2">since {formatDay(since, now)}</span>
    </p>
  )
}
