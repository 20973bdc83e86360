'use client'

import { contexts } from '@/lib/images/log-events/search-params'
import { FindBox } from './find-box'
import { TextButton } from './tool-buttons'
import { useAnnounced } from './use-announced'
import { findingText } from './use-finding'
import type { LogInstrument } from './use-log-instrument'

/** Find's box, what is said of it, and what else can be done with what it found. */
export function FindTools({ log }: { log: LogInstrument }) {
  const { params, finding, errors, notice, state } = log
  const { text } = params.query
  const loaded = state.held.messages.length - state.held.withheld
  const found = text && log.isOpen ? findingText(finding, text, loaded) : errors.said
  const said = notice.said || found
  const announced = useAnnounced(said)
  return (
    <>
      <FindBox
        query={params.query}
        inputRef={log.findInput}
        onChange={log.changeQuery}
        onStep={finding.step}
        onLeave={() => log.list.current?.scroller()?.focus()}
      />
      {/* Shown at once; heard by screen readers only as often as they can bear. */}
      <p role="status" aria-live="off" className="min-w-0 truncate text-xs tabular-nums text-ink-2">
        {said}
      </p>
      <span aria-live="polite" className="sr-only">
        {announced}
      </span>
      {text && finding.wanted && (
        <TextButton pressed={finding.all.state !== 'idle'} onClick={finding.searchAll}>
          Search all
        </TextButton>
      )}
      {text && (
        <div className="flex items-center gap-1.5">
          <TextButton pressed={params.only !== null} onClick={params.toggleOnly}>
            Only matches
          </TextButton>
          {params.only !== null && <ContextPicker context={params.only} choose={params.setOnly} />}
        </div>
      )}
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
      className="h-7 rounded border border-line-strong bg-raised px-1.5 text-xs text-ink-2"
    >
      {choices.map((lines) => (
        <option key={lines} value={lines}>
          {lines === 0 ? 'alone' : `± ${lines} lines`}
        </option>
      ))}
    </select>
  )
}
