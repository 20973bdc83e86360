'use client'

import { useState } from 'react'
import { Timestamp } from '@/components/timestamp'
import { imageHref, type NamedScope } from '@/lib/images/addresses'
import { counted } from '@/lib/images/counted'
import type { FoundLog, SearchHit } from '@/lib/images/search/found-log'
import { HoverLink } from '../shell/hover-link'
import { MarkedText } from './marked-text'

/** So many lines of one log are shown until somebody asks for all. */
const fewLines = 5

type Props = {
  log: FoundLog
  scope: NamedScope
  /** A hit's line, as a link to its place in the log. */
  hitLink: (log: FoundLog, hit: SearchHit, line: React.ReactNode) => React.ReactNode
}

/** What was found in one build's log: whose it is, and the lines, each leading to its place. */
export function FoundLogSection({ log, scope, hitLink }: Props) {
  const [isAll, setAll] = useState(false)
  const { imageId, logStreamName, total, hits, isHidden = false } = log
  const shown = isAll ? hits : hits.slice(0, fewLines)
  const unnamed = total - hits.length
  return (
    <li className="border-line border-b px-4 py-3 md:px-6">
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <HoverLink
          href={imageHref(imageId, scope)}
          className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
        >
          {imageId}
        </HoverLink>
        <span className="text-ink-2 text-xs tabular-nums">{logStreamName}</span>
        <span className="text-ink-3 text-xs tabular-nums">
          {counted(total, 'line')}
          {hits[0] && (
            <>
              {' · '}
              <Timestamp value={hits[0].timestamp} />
            </>
          )}
        </span>
      </h3>
      {isHidden && (
        <p className="text-ink-2 text-xs">
          A later build of this name stands at its address: these lines are in the archive only.
        </p>
      )}
      <ol className="mt-1.5 overflow-hidden rounded border border-line bg-surface font-mono text-xs">
        {shown.map((hit, index) => {
          const line = <HitLine hit={hit} />
          return (
            // A log's lines never change their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: two hits may be alike
            <li key={index} className="border-line border-b last:border-b-0">
              {isHidden ? <div className={lineShape}>{line}</div> : hitLink(log, hit, line)}
            </li>
          )
        })}
      </ol>
      {(hits.length > fewLines || unnamed > 0) && (
        <p className="mt-1.5 text-ink-2 text-xs">
          {hits.length > fewLines && (
            <button type="button" onClick={() => setAll(!isAll)} className="prose-link">
              {isAll ? 'Show fewer' : `Show ${counted(hits.length - fewLines, 'more line')}`}
            </button>
          )}{' '}
          {unnamed > 0 && `${counted(unnamed, 'further line')} not listed.`}
        </p>
      )}
    </li>
  )
}

/** How a hit's line is laid out, link or not. */
export const lineShape =
  'grid gap-x-3 px-2.5 py-1 sm:grid-cols-[max-content_minmax(0,1fr)] [&[href]:hover]:bg-accent-soft'

function HitLine({ hit: { timestamp, text, marks } }: { hit: SearchHit }) {
  return (
    <>
      <span className="whitespace-nowrap text-ink-3">
        <Timestamp value={timestamp} milliseconds />
      </span>
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        <MarkedText text={text} marks={marks} />
      </span>
    </>
  )
}
