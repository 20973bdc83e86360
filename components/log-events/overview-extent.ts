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

/** Marks the part of the overview that is in view. */
export function placeWindow(
  mark: HTMLElement | null,
  extent: { start: number; end: number } | undefined,
  from: number,
  to: number,
) {
  if (!mark || !extent) return
  const span = Math.max(extent.end - extent.start, 1)
  const left = Math.max(0, Math.min(1, (from - extent.start) / span))
  mark.style.left = `${left * 100}%`
  mark.style.width = `${Math.max(0, Math.min(1 - left, (to - from) / span)) * 100}%`
}
