'use client'

import { useState } from 'react'
import { TextButton } from './tool-buttons'

export type Range = { startTime: number | null; endTime: number | null }

/** Start and end of the part of the log that is shown: ISO 8601, UTC unless an offset says otherwise. */
export function TimeRangeForm({
  range,
  lastEvent,
  apply,
}: {
  range: Range
  /** The newest known event, which "last 15 minutes" counts back from. */
  lastEvent: number | undefined
  apply: (range: Range) => void
}) {
  // The address is the truth: when it changes (Back, a preset, the overview), the fields start over from it.
  return (
    <Fields key={`${range.startTime} ${range.endTime}`} range={range} lastEvent={lastEvent} apply={apply} />
  )
}

function Fields({ range, lastEvent, apply }: React.ComponentProps<typeof TimeRangeForm>) {
  const [start, setStart] = useState(textOf(range.startTime))
  const [end, setEnd] = useState(textOf(range.endTime))
  const [problem, setProblem] = useState<string>()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    const startTime = readTime(start, lastEvent)
    const endTime = readTime(end, lastEvent)
    if (startTime === undefined || endTime === undefined) {
      setProblem(`“${startTime === undefined ? start : end}” is not a time. Try 2026-11-21T10:00:00.000Z.`)
    } else if (startTime !== null && endTime !== null && startTime >= endTime) {
      setProblem('The start must lie before the end.')
    } else {
      setProblem(undefined)
      apply({ startTime, endTime })
    }
  }
  const minutes = (count: number) => () =>
    lastEvent !== undefined && apply({ startTime: lastEvent - count * 60_000, endTime: null })
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <Field label="Start time" value={start} onChange={setStart} placeholder="beginning" />
      <Field label="End time" value={end} onChange={setEnd} placeholder="end" />
      <TextButton type="submit">Apply</TextButton>
      <TextButton disabled={lastEvent === undefined} onClick={minutes(15)}>
        Last 15 min
      </TextButton>
      <TextButton disabled={lastEvent === undefined} onClick={minutes(60)}>
        Last hour
      </TextButton>
      {(range.startTime !== null || range.endTime !== null) && (
        <TextButton onClick={() => apply({ startTime: null, endTime: null })}>Whole log</TextButton>
      )}
      {problem && (
        <span role="alert" className="text-xs text-bad">
          {problem}
        </span>
      )}
    </form>
  )
}

function Field({
  label,
  value,
  onChange,
  placeholder,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder: string
}) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-ink-2">
      {label}
      <input
        title="ISO 8601; without a zone it is UTC. 13:42 is a time on the log’s last day."
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className="h-7 w-52 min-w-0 rounded border border-line-strong bg-surface px-2 font-mono text-ink text-xs focus:border-accent"
      />
    </label>
  )
}

const textOf = (time: number | null) => (time === null ? '' : new Date(time).toISOString())

/** `null`: no bound. `undefined`: not a time. A bare clock time means that time on the log's last day. */
function readTime(text: string, lastEvent: number | undefined): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const clock = /^\d{1,2}:\d\d(:\d\d([.,]\d{1,3})?)?$/.test(trimmed)
  const day = new Date(lastEvent ?? Date.now()).toISOString().slice(0, 10)
  const full = clock ? `${day}T${trimmed.padStart(5, '0').replace(',', '.')}` : trimmed.replace(' ', 'T')
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(full) || !full.includes('T') ? full : `${full}Z`
  const time = Date.parse(zoned)
  return Number.isNaN(time) ? undefined : time
}
