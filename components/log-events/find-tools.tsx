'use client'

import { FindBox } from './find-box'
import { TextButton } from './tool-buttons'
import { findingText } from './use-finding'
import type { LogInstrument } from './use-log-instrument'

/** Find's box, what is said of it, and what else can be done with what it found. */
export function FindTools({ log }: { log: LogInstrument }) {
  const { params, finding, errors, state } = log
  const { text } = params.query
  const loaded = state.held.messages.length - state.held.withheld
  return (
    <>
      <FindBox
        query={params.query}
        inputRef={log.findInput}
        onChange={log.changeQuery}
        onStep={finding.step}
        onLeave={() => log.list.current?.scroller()?.focus()}
      />
      <p role="status" className="min-w-0 truncate text-xs tabular-nums text-ink-2">
        {text ? findingText(finding, text, loaded) : errors.said}
      </p>
      {text && finding.wanted && (
        <TextButton pressed={finding.all.state !== 'idle'} onClick={finding.searchAll}>
          Search all
        </TextButton>
      )}
      {text && (
        <TextButton pressed={params.only !== null} onClick={() => params.setOnly(params.only === null)}>
          Only matches
        </TextButton>
      )}
    </>
  )
}
