'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { logStreamHref, type NamedScope } from '@/lib/images/addresses'
import { lastLinesQuery } from '@/lib/images/log-events/last-lines'

const MOST = 3

/** What a running build wrote last, so that one glance tells whether it still works; leads to the log's end. */
export function LastLines({
  imageId,
  logStreamName,
  scope,
}: {
  imageId: string
  logStreamName: string
  scope: NamedScope
}) {
  const { data: lines } = useQuery(lastLinesQuery(imageId, logStreamName, scope, MOST))
  if (!lines || lines.length === 0) return null
  return (
    <Link
      href={logStreamHref(imageId, logStreamName, scope)}
      aria-label="Last lines of the log"
      className="block rounded bg-sunken px-3 py-1.5 font-mono text-ink-2 text-xs hover:text-ink"
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and only their place tells them apart
        <span key={index} className="block truncate" title={line}>
          {line}
        </span>
      ))}
    </Link>
  )
}
