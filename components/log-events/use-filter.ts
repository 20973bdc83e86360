'use client'

import { useMemo, useState } from 'react'
import type { HeldHits } from '@/lib/images/log-events/find-in-held'
import { anchorOf, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { LinePlace, LineSpan, NamedLine } from '@/lib/images/log-events/hidden-lines'
import type { Found } from './use-find'

/** What is left of the rows when only matches are shown. */
export type Filter = {
  readonly hits: HeldHits
  /** Lines around each match. */
  readonly context: number
  /** Lines that were asked for besides. */
  readonly also: readonly LineSpan[]
}

const none: readonly LineSpan<NamedLine>[] = []

/** "Only matches": the lines around them, and those shown one by one until something else is looked for. */
export function useFilter(context: number | null, { pattern, held, hits }: Found) {
  const question = context === null ? '' : String(pattern)
  const [asked, setAsked] = useState({ question, spans: none })
  const spans = asked.question === question ? asked.spans : none
  const filter = useMemo<Filter | undefined>(() => {
    if (context === null || !pattern) return undefined
    const placeOf = ({ anchor, line }: NamedLine): LinePlace => ({
      event: indexOfAnchor(held, anchor).index,
      line,
    })
    return { hits, context, also: spans.map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) })) }
  }, [context, pattern, hits, held, spans])
  const show = ({ from, to }: LineSpan) => {
    const nameOf = ({ event, line }: LinePlace): NamedLine => ({ anchor: anchorOf(held, event), line })
    setAsked({ question, spans: [...spans, { from: nameOf(from), to: nameOf(to) }] })
  }
  return { filter, show }
}
