'use client'

import { Filter } from 'lucide-react'
import { errorTextOf } from '@/lib/images/log-view/errors'
import { changeQuery, searchAll, searchOf, setOnly, stepHit, toggleOnly } from '@/lib/images/log-view/find'
import { findingText, isSearchAllOffered } from '@/lib/images/log-view/finding-text'
import { contexts } from '@/lib/images/log-view/view-params'
import type { ViewState } from '@/lib/images/log-view/view-state'
import { FindBox } from './find-box'
import { useLogView, useLogViewParts } from './log-view-context'
import { TextButton, ToggleButton } from './tool-buttons'
import { useAnnounced } from './use-announced'

const saidOf = (state: ViewState) =>
  state.notice || (state.address.query.text ? findingText(state) : errorTextOf(state))

/** Find's box, what is said of it, and what else can be done with what it found. */
export function FindTools() {
  const { store, scroller } = useLogViewParts()
  const query = useLogView(({ address }) => address.query)
  const said = useLogView(saidOf)
  const announced = useAnnounced(said)
  return (
    <>
      <FindBox
        query={query}
        onChange={(change) => changeQuery(store, change)}
        onStep={(direction) => stepHit(store, direction)}
        onLeave={() => scroller.element?.focus()}
      />
      {query.text && <OnlyMatches />}
      {/* Shown at once; heard by screen readers only as often as they can bear. */}
      <p
        role="status"
        aria-live="off"
        title={said}
        className="ml-1 min-w-0 max-w-80 truncate text-ink-2 text-xs tabular-nums max-sm:max-w-20 max-sm:shrink-0"
      >
        {said}
      </p>
      <span aria-live="polite" className="sr-only">
        {announced}
      </span>
      <SearchAll />
    </>
  )
}

function SearchAll() {
  const { store } = useLogViewParts()
  const isOffered = useLogView(isSearchAllOffered)
  const isSearching = useLogView((state) => searchOf(state).state !== 'idle')
  if (!isOffered) return null
  return (
    <TextButton pressed={isSearching} onClick={() => searchAll(store)} className="max-sm:hidden">
      Search all
    </TextButton>
  )
}

function OnlyMatches() {
  const { store } = useLogViewParts()
  const only = useLogView(({ address }) => address.only)
  return (
    <>
      <ToggleButton label="Only matches" pressed={only !== null} onClick={() => toggleOnly(store)}>
        <Filter aria-hidden className="size-4" />
      </ToggleButton>
      {only !== null && <ContextPicker context={only} choose={(lines) => setOnly(store, lines)} />}
    </>
  )
}

function ContextPicker({ context, choose }: { context: number; choose: (context: number) => void }) {
  const choices = contexts.includes(context) ? contexts : [...contexts, context]
  return (
    <select
      aria-label="Lines around each match"
      value={context}
      onChange={(event) => choose(Number(event.target.value))}
      className="h-7 shrink-0 rounded border border-line-strong bg-raised px-1 text-ink-2 text-xs pointer-coarse:h-10 max-sm:hidden"
    >
      {choices.map((lines) => (
        <option key={lines} value={lines}>
          {lines === 0 ? 'alone' : `± ${lines} lines`}
        </option>
      ))}
    </select>
  )
}
