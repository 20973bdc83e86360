import { plainLines } from '../log-events/display-line'
import { formatTime } from '../time-format'
import { type Html, html } from './html'
import type { Excerpt, PageBuild } from './page-build'

/** Of one event, so many lines around a marked one; a step's whole stderr may be one event. */
const around = 8

/** The marked lines, each with what stands around it. */
export function excerptSection({ excerpts }: PageBuild): Html | undefined {
  if (excerpts.length === 0) return undefined
  return html`<section><h2>Marked lines</h2>${excerpts.map(excerpt)}</section>`
}

const excerpt = ({ events }: Excerpt): Html =>
  html`<div class="log">${events.flatMap((event) => eventLines(event))}</div>`

function eventLines({ timestamp, message, mark }: Excerpt['events'][number]): Html[] {
  const lines = plainLines(message)
  const marked = mark?.lines ?? []
  const near = (index: number) =>
    marked.length > 0 ? marked.some((line) => Math.abs(line - index) <= around) : index < around
  const time = formatTime(Date.parse(timestamp), 'utc', true)
  const shown = lines.flatMap((text, index) => (near(index) ? [{ text, index }] : []))
  return shown.flatMap(({ text, index }, place) => {
    const skipped = index - (place === 0 ? 0 : (shown[place - 1]?.index ?? 0) + 1)
    const isMarked = marked.includes(index)
    const note = isMarked && index === marked[0] && mark?.note
    return [
      ...(skipped > 0 ? [gap(skipped)] : []),
      html`<div class="line${isMarked && ' marked'}"><span class="time">${index === 0 || place === 0 ? time : ''}</span><span class="text">${text || ' '}</span>${note && html`<span class="note">${note}</span>`}</div>`,
      ...(place === shown.length - 1 && index < lines.length - 1 ? [gap(lines.length - 1 - index)] : []),
    ]
  })
}

const gap = (count: number) =>
  html`<div class="line gap"><span class="time"></span><span class="text">… ${count} more line${count > 1 && 's'}</span></div>`
