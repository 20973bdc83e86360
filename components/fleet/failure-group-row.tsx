'use client'

import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { useNow } from '@/components/now'
import { imagesHref, type NamedScope } from '@/lib/images/addresses'
import { BUILD_AGAIN, CERTAINTY, SIDES } from '@/lib/images/build-log/cause-words'
import type { FailureGroup } from '@/lib/images/fleet/failure-groups'
import { formatAgo, formatDay } from '@/lib/images/time-format'
import { HoverLink } from '../shell/hover-link'
import { GroupBuilds } from './group-builds'
import { WeekBars } from './week-bars'

type Props = {
  group: FailureGroup
  weeks: readonly string[]
  scope: NamedScope
  isOpen: boolean
  toggle: () => void
}

/** One cause: what it is, how many builds met it, and when. Opens to the builds. */
export function FailureGroupRow({ group, weeks, scope, isOpen, toggle }: Props) {
  const now = useNow(false)
  const builds = useId()
  const certainty = CERTAINTY[group.certainty]
  const facts = [
    group.tool,
    group.side && SIDES[group.side],
    group.buildAgain && `Build again? ${BUILD_AGAIN[group.buildAgain]}`,
  ].filter(Boolean)
  return (
    <li className="border-b border-line">
      <div className="group relative grid items-center gap-x-5 gap-y-2 px-4 py-3 hover:bg-surface md:grid-cols-[minmax(0,1fr)_9rem_13rem] xl:grid-cols-[minmax(0,1fr)_14rem_6rem_6rem_13rem]">
        <div className="flex min-w-0 gap-2">
          <ChevronRight
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 text-ink-3 transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <div className="min-w-0">
            <h2 className="text-pretty font-medium">
              <button
                type="button"
                aria-expanded={isOpen}
                aria-controls={builds}
                onClick={toggle}
                className="text-left outline-none [overflow-wrap:anywhere] after:absolute after:inset-0 group-hover:text-accent focus-visible:after:outline-2 focus-visible:after:outline-accent"
              >
                {certainty && (
                  <span className="mr-2 rounded bg-sunken px-1.5 py-0.5 font-normal text-ink-2 text-xs">
                    {certainty}
                  </span>
                )}
                {sentenceOf(group)}
              </button>
            </h2>
            <p className="mt-0.5 text-ink-3 text-xs">{facts.join(' · ') || group.steps.join(', ')}</p>
          </div>
        </div>
        <WeekBars group={group} weeks={weeks} />
        <Values title="Versions" values={group.versions} />
        <Values title="Systems" values={group.systems} />
        <div className="text-right tabular-nums max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:text-left">
          <p>
            <b className="font-semibold">{group.builds.toLocaleString('en')}</b>{' '}
            {group.builds === 1 ? 'build' : 'builds'}
            {group.builds > 1 && (
              <span className="text-ink-2">
                {' '}
                of {group.images.toLocaleString('en')} {group.images === 1 ? 'image' : 'images'}
              </span>
            )}
          </p>
          <p className="text-ink-3 text-xs max-md:leading-5">
            {group.builds > 1 && `Since ${formatDay(Date.parse(group.firstSeen), now)} · `}
            {group.builds > 1 ? 'last ' : ''}
            {formatAgo(now - Date.parse(group.lastSeen))}
          </p>
        </div>
      </div>
      <div id={builds} hidden={!isOpen}>
        {isOpen && (
          <div className="px-4 pb-4 md:pl-10">
            <GroupBuilds groupId={group.groupId} scope={scope} />
            <p className="mt-2">
              <HoverLink href={imagesHref({ ...scope, failure: group.groupId })} className="prose-link">
                Show these in the list of images
              </HoverLink>
            </p>
          </div>
        )}
      </div>
    </li>
  )
}

/** The badge says already that it is not recognised. */
const sentenceOf = ({ sentence }: FailureGroup) =>
  sentence.replace(/^Not recognised\. The last error in the step: /, '')

/** A few, and how many more. */
function Values({ title, values }: { title: string; values: readonly string[] }) {
  return (
    <p className="truncate text-ink-2 max-xl:hidden" title={`${title}: ${values.join(', ') || 'not known'}`}>
      <span className="sr-only">{title}: </span>
      {values.slice(0, 1).join(', ')}
      {values.length > 1 && <span className="text-ink-3"> +{values.length - 1}</span>}
    </p>
  )
}
