'use client'

import { Layers } from 'lucide-react'
import Link from 'next/link'
import type { StackEvent } from '@/lib/images/schemas'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import { readStatus } from '@/lib/images/stack-events/status'

/** A stack event between the lines of its time: no line, but a way to the timeline. */
export function StackEventRow({ event, time, href }: { event: StackEvent; time: string; href: string }) {
  const { logicalResourceId, resourceStatus, resourceStatusReason } = event
  const reason = resourceStatusReason ? unwrapReason(resourceStatusReason).message : ''
  const failed = readStatus(resourceStatus).phase === 'failed'
  return (
    <div className="log-row log-stack-event" data-kind="stack-event" data-failed={failed || undefined}>
      <span className="log-time font-mono">{time}</span>
      <Link
        prefetch={false}
        href={href}
        title={reason}
        aria-label={`Stack event: ${resourceStatus}, ${logicalResourceId}`}
      >
        <Layers aria-hidden className="inline size-3 align-[-1px]" /> <b>{resourceStatus}</b>{' '}
        {logicalResourceId}
        {reason && ` · ${reason.length > 160 ? `${reason.slice(0, 160)}…` : reason}`}
      </Link>
    </div>
  )
}
