import { type Box, boxesOf } from '../stack-events/boxes'
import { type ClockScale, clockScale } from '../stack-events/clock-scale'
import { extentOf } from '../stack-events/extent'
import { headline, lengthOf, spanName } from '../stack-events/headline'
import { deriveTimeline, type OperationSpan, type ResourceSpan } from '../stack-events/spans'
import { formatDuration, formatTime } from '../time-format'
import { type Html, html } from './html'
import type { PageBuild } from './page-build'

const names = 270
const width = 1000
const rowHeight = 20
const top = 22

/** The stack's events as a picture on one clock, and as a list. */
export function stackEventSections({ stackEvents = [], savedAt }: PageBuild): Html | undefined {
  if (stackEvents.length === 0) return undefined
  const now = savedAt.getTime()
  const timeline = deriveTimeline(stackEvents)
  const rows = timeline.stack ? [timeline.stack, ...timeline.resources] : timeline.resources
  const extent = extentOf(timeline, [], now)
  return html`<section><h2>Stack timeline</h2>
${extent && html`<div class="wide">${picture(rows, clockScale(extent, width - names - 90), now)}</div>`}
</section>
<section><h2>Stack events</h2><div class="wide"><table>
<thead><tr><th scope="col">Time</th><th scope="col">Resource</th><th scope="col">Status</th><th scope="col">Reason</th></tr></thead>
<tbody>${timeline.events.map(
    ({ timestamp, logicalResourceId, resourceStatus, resourceStatusReason }) =>
      html`<tr class="${resourceStatus.endsWith('_FAILED') && 'failed'}"><td class="number">${formatTime(Date.parse(timestamp), 'utc')}</td><td class="words">${logicalResourceId}</td><td class="words">${resourceStatus}</td><td class="reason">${resourceStatusReason}</td></tr>`,
  )}</tbody></table></div></section>`
}

function picture(rows: readonly ResourceSpan[], scale: ClockScale, now: number): Html {
  const height = top + rows.length * rowHeight + 4
  const isShort = scale.view.to - scale.view.from < 10 * 60_000
  const ticks = scale.ticks(110).map((tick) => {
    const x = place(scale.x(tick))
    return html`<line x1="${x}" y1="${top - 4}" x2="${x}" y2="${height}" class="tick"/><text x="${x}" y="12" class="axis">${formatTime(tick, 'utc').slice(11, isShort ? 19 : 16)}</text>`
  })
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Timeline of ${rows.length} resources of the stack">${ticks}${rows.map((span, index) => bar(span, top + index * rowHeight, scale, now))}</svg>`
}

const look = ({ operation, state }: OperationSpan) => `${operation} ${state}`

function bar(span: ResourceSpan, y: number, scale: ClockScale, now: number): Html {
  const latest = headline(span)
  const boxes = boxesOf(span.operations, scale, now, look)
  const end = boxes.reduce((most, { x, width }) => Math.max(most, x + width), 0)
  const failed = latest.state === 'failed'
  const name =
    span.logicalResourceId.length > 40 ? `${span.logicalResourceId.slice(0, 39)}…` : span.logicalResourceId
  return html`<g><title>${spanName(span, now)}</title><text x="0" y="${y + 14}" class="${failed ? 'name failed' : 'name'}">${failed && '✕ '}${name}</text>${boxes.map((box) => rectangle(box, y))}<text x="${place(end) + 5}" y="${y + 14}" class="length">${formatDuration(lengthOf(latest, now))}</text></g>`
}

const rectangle = ({ of: { state }, x, width }: Box<OperationSpan>, y: number): Html =>
  html`<rect x="${place(x)}" y="${y + 4}" width="${Math.max(2, Math.round(width * 10) / 10)}" height="${rowHeight - 8}" rx="2" class="${state}"/>`

const place = (x: number) => Math.round((names + x) * 10) / 10
