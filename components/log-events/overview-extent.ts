/** The time the overview spans: the range asked for, else the stream as AWS tells it, else what is held. */
export function extentOf(
  startTime: number | null,
  endTime: number | null,
  stream: { hasEvents: boolean; firstEventTimestamp: string; lastEventTimestamp: string } | undefined,
  timestamps: Float64Array,
): { start: number; end: number } | undefined {
  const known = stream?.hasEvents ? stream : undefined
  const first = Math.min(timestamps[0] ?? Infinity, known ? Date.parse(known.firstEventTimestamp) : Infinity)
  const last = Math.max(
    timestamps.at(-1) ?? -Infinity,
    known ? Date.parse(known.lastEventTimestamp) : -Infinity,
  )
  const start = startTime ?? first
  const end = endTime ?? last
  return Number.isFinite(start) && Number.isFinite(end) && start <= end ? { start, end } : undefined
}

/**
 * Marks the part of the overview that is in view. It is moved as a layer, and written to only when it differs: it
 * follows every frame of a scroll.
 */
export function placeWindow(
  mark: HTMLElement | null,
  extent: { start: number; end: number } | undefined,
  from: number,
  to: number,
) {
  const shown = mark?.firstElementChild
  if (!mark || !extent || !(shown instanceof HTMLElement)) return
  const span = Math.max(extent.end - extent.start, 1)
  const left = Math.max(0, Math.min(1, (from - extent.start) / span))
  const width = Math.max(0, Math.min(1 - left, (to - from) / span))
  setStyle(mark, 'transform', `translateX(${(left * 100).toFixed(2)}%)`)
  setStyle(shown, 'width', `${(width * 100).toFixed(1)}%`)
}

function setStyle({ style }: HTMLElement, name: 'transform' | 'width', value: string) {
  if (style[name] !== value) style[name] = value
}
