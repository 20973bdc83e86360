'use client'

import { CalendarClock } from 'lucide-react'
import { useRef, useState } from 'react'
import { momentOf } from '@/lib/images/log-events/moment'
import type { Range } from '@/lib/images/log-view/view-address'
import { IconButton, TextButton } from './tool-buttons'

/** Start and end of the part of the log that is shown: ISO 8601, UTC unless an offset says otherwise. */
export function TimeRangeForm({
  range,
  extent,
  lastEvent,
  apply,
}: {
  range: Range
  /** The log's first and last moment: a bare clock time is looked for in it. */
  extent: { start: number; end: number } | undefined
  /** The newest known event, which "last 15 minutes" counts back from. */
  lastEvent: number | undefined
  apply: (range: Range) => void
}) {
  // The address is the truth: when it changes (Back, a preset, the overview), the fields start over from it.
  return (
    <Fields
      key={`${range.startTime} ${range.endTime}`}
      range={range}
      extent={extent}
      lastEvent={lastEvent}
      apply={apply}
    />
  )
}

function Fields({ range, extent, lastEvent, apply }: React.ComponentProps<typeof TimeRangeForm>) {
  const [start, setStart] = useState(textOf(range.startTime))
  const [end, setEnd] = useState(textOf(range.endTime))
  const [problem, setProblem] = useState<string>()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    const startTime = readTime(start, extent)
    const endTime = readTime(end, extent)
    if (startTime === undefined || endTime === undefined) {
      setProblem(
        `“${startTime === undefined ? start : end}” is not a time. Try 2026-11-21T10:00:00.000Z, 13:42 or now-1h.`,
      )
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
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Start time"
        calendar="Open calendar: from"
        value={start}
        onChange={setStart}
        placeholder="e.g. 13:42"
      />
      <Field
        label="End time"
        calendar="Open calendar: to"
        value={end}
        onChange={setEnd}
        placeholder="e.g. 14:00"
      />
      <div className="flex flex-wrap items-center gap-1.5">
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
      </div>
      <p className="text-ink-3">
        UTC unless a zone is given. Also 13:42 (within the log), now-1h, 1795168800, local 2026-11-21 10:00.
      </p>
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
  calendar,
  value,
  onChange,
  placeholder,
}: {
  label: string
  /** Another name than the field's: who looks for the field must find only that. */
  calendar: string
  value: string
  onChange: (value: string) => void
  placeholder: string
}) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="flex items-center gap-1.5 text-xs text-ink-2">
      <label className="grid flex-1 grid-cols-[4.5rem_1fr] items-center">
        {label}
        <input
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          className="h-7 min-w-0 pointer-coarse:h-10 rounded border border-line-strong bg-surface px-2 font-mono text-ink text-xs focus:border-accent"
        />
      </label>
      <span className="relative">
        <IconButton label={calendar} onClick={() => picker.current?.showPicker()}>
          <CalendarClock className="size-3.5" />
        </IconButton>
        {/* Only its calendar is wanted; what it picks stands in the text field, and can be typed there. */}
        <input
          ref={picker}
          type="datetime-local"
          step="0.001"
          tabIndex={-1}
          aria-hidden
          value={pickable(value)}
          onChange={(event) => onChange(event.target.value)}
          className="pointer-events-none absolute inset-0 opacity-0"
        />
      </span>
    </div>
  )
}

const textOf = (time: number | null) => (time === null ? '' : new Date(time).toISOString())

/** As the browser's picker writes a time, if it is one to the millisecond. */
const pickable = (text: string) => {
  const time = readTime(text, undefined)
  return time ? new Date(time).toISOString().slice(0, -1) : ''
}

/** `null`: no bound. `undefined`: not a time. */
function readTime(
  text: string,
  extent: { start: number; end: number } | undefined,
): number | null | undefined {
  if (text.trim() === '') return null
  const now = Date.now()
  return momentOf(text, extent ?? { start: now, end: now }, 'utc')
}
