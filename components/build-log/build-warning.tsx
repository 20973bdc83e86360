'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { NamedScope } from '@/lib/images/addresses'
import { causeQuery } from '@/lib/images/build-log/queries'
import { quotedLineHref } from '@/lib/images/build-log/quoted-line-href'
import { Where } from './likely-cause'

/**
 * A good build with a step that hid a failed Chef run. Mount it for builds that are good: it draws nothing unless
 * there is something to warn of.
 */
export function BuildWarning({
  imageId,
  scope = {},
  logStreamName,
  build,
}: {
  imageId: string
  scope?: NamedScope
  logStreamName?: string
  /** Tells builds of one image apart: `buildKey`. */
  build?: string
}) {
  const { data } = useQuery(causeQuery(imageId, scope, logStreamName, build))
  const warning = data?.warning
  if (!warning) return null
  const line = warning.lines[0]
  const href = line && data.logStreamName && quotedLineHref(imageId, data.logStreamName, scope, line)
  return (
    <section
      aria-label="Warning"
      className="grid gap-3 rounded-lg border border-warn/40 bg-warn-soft px-4 py-3"
    >
      <p className="flex items-start gap-2 font-medium">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        {data.outcome === 'warning'
          ? `Build succeeded, but its step ${warning.step} passed although its Chef run failed.`
          : `Build succeeded, but the image may be broken. ${warning.sentence}`}
      </p>
      <Where cause={warning} />
      <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-md bg-surface px-3 py-2 font-mono text-[13px]">
        {warning.lines.map((line) => line.text).join('\n')}
      </pre>
      {warning.advice && <p className="max-w-prose text-ink-2">{warning.advice}</p>}
      {href && (
        <Link href={href} className="prose-link inline-flex w-fit items-center gap-1 font-medium">
          Show in the log <ArrowRight aria-hidden className="size-3.5" />
        </Link>
      )}
    </section>
  )
}
