'use client'

import { Layers } from 'lucide-react'
import Link from 'next/link'
import type { StackEvent } from '@/lib/images/schemas'
import { causeSentence } from '@/lib/images/stack-events/cause-sentence'
import { readStatus } from '@/lib/images/stack-events/status'

/** A stack event between the lines of its time: no line, but a way to the timeline. */
export function StackEventRow({ event, time, href }: { event: StackEvent; time: string; href: string }) {
  const { logicalResourceId, resourceStatus } = event
  const { sentence: reason, raw } = causeSentence(event, undefined)
  const failed = readStatus(resourceStatus).phase === 'failed'
  return (
    <div className="log-row log-stack-event" data-kind="stack-event" data-failed={failed || undefined}>
      <span className="log-time font-mono">{time}</span>
      <Link
        prefetch={false}
        href={href}
        title={raw}
        aria-label={`Stack event: ${resourceStatus}, ${logicalResourceId}`}
      >
        <Layers aria-hidden className="inline size-3 align-[-1px]" /> <b>{resourceStatus}</b>{' '}
        {logicalResourceId}
        {reason && ` · ${reason.length > 160 ? `${reason.slice(0, 160)}…` : reason}`}
      </Link>
    </div>
  )
}
