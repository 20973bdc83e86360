'use client'

import { useQuery } from '@tanstack/react-query'
import type { Place } from '@/lib/images/addresses'
import { buildKey, causeQuery } from '@/lib/images/build-log/queries'
import type { ImageInfoSummary } from '@/lib/images/schemas'

/**
 * The failed step's name and what went wrong in it, for the images list; mount it in rows of failed builds only. The server reads each
 * finished log once and the answer is kept, so a list that is looked at all day costs AWS nothing more.
 */
export function FailedStep({ image, place = {} }: { image: ImageInfoSummary; place?: Place }) {
  const { data } = useQuery(causeQuery(image.imageId, place, undefined, buildKey(image)))
  const cause = data?.cause
  if (data?.outcome === 'cancelled') return <span className="truncate text-xs text-ink-3">{data.reason}</span>
  if (!cause) return null
  const sentence = cause.sure ? cause.sentence : undefined
  if (!cause.step && !sentence) return null
  return (
    <span className="min-w-0 truncate text-xs text-ink-3" title={sentence}>
      {cause.step && <span className="mr-2 font-mono text-ink-2">{cause.step}</span>}
      {sentence}
    </span>
  )
}
