'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { NamedScope } from '@/lib/images/addresses'
import type { FoundLog, SearchHit } from '@/lib/images/search/found-log'
import { hitHref } from '@/lib/images/search/hit-href'
import { hitAnchorQuery } from '@/lib/images/search/queries'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { lineShape } from './found-log-section'

type Props = {
  log: FoundLog
  hit: SearchHit
  scope: NamedScope
  question: SearchQuestion
  children: React.ReactNode
}

/**
 * Leads to a hit's line in its log. Insights tells an event's time, and dozens share a millisecond: which of them it is
 * the log is asked once somebody points here, so that the address is the event's own by the time it is opened or copied.
 */
export function InsightsHitLink({ log, hit, scope, question, children }: Props) {
  const router = useRouter()
  const client = useQueryClient()
  const [isNear, setNear] = useState(false)
  const anchor = hitAnchorQuery(scope, log, hit)
  const { data } = useQuery({ ...anchor, enabled: isNear })
  const hrefAt = (ordinal: number | undefined) => hitHref(log, { ...hit, ordinal }, scope, question)
  const come = () => setNear(true)
  const open = async () => {
    // Where the log cannot be asked its page says why, at the hit's time.
    const found = await client.query(anchor).catch(() => undefined)
    router.push(hrefAt(found?.ordinal))
  }
  return (
    <Link
      href={hrefAt(data?.ordinal)}
      prefetch={false}
      className={lineShape}
      onPointerEnter={come}
      onFocus={come}
      onClick={(event) => {
        if (data || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        void open()
      }}
    >
      {children}
    </Link>
  )
}
