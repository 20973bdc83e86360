'use client'

import { FindBox } from './find-box'
import { TextButton } from './tool-buttons'
import { useAnnounced } from './use-announced'
import { findingText } from './use-finding'
import type { LogInstrument } from './use-log-instrument'

/** Find's box, what is said of it, and what else can be done with what it found. */
export function FindTools({ log }: { log: LogInstrument }) {
  const { params, finding, errors, state } = log
  const { text } = params.query
  const loaded = state.held.messages.length - state.held.withheld
  const said = text && log.isOpen ? findingText(finding, text, loaded) : errors.said
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
        <TextButton pressed={params.only !== null} onClick={log.toggleOnly}>
          Only matches
        </TextButton>
      )}
    </>
  )
}
