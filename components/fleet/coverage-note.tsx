import type { Coverage } from '@/lib/images/fleet/operations'

/** How much of all failed builds the page covers, while and where it is not all. */
export function CoverageNote({ coverage }: { coverage: Coverage }) {
  const { builds, read, unread, unreadReason, isReading, failure } = coverage
  const left = builds - read - unread
  if (isReading) {
    return (
      <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 text-ink-2">
        {builds === 0 ? (
          <span className="pulse-soft">Reading the list of builds.</span>
        ) : (
          <>
            <span className="tabular-nums">
              <span className="pulse-soft">Reading builds’ logs:</span> {said(read)} of {said(builds)}. This
              goes on when you leave.
            </span>
            <span aria-hidden className="h-1.5 w-40 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent transition-[width]"
                style={{ width: `${(100 * (read + unread)) / builds}%` }}
              />
            </span>
          </>
        )}
      </div>
    )
  }
  if (failure === undefined && unread === 0 && left <= 0) return null
  return (
    <p className="mx-4 rounded border border-warn/40 bg-warn-soft px-3 py-2 md:mx-6">
      This covers {said(read)} of {said(builds)} builds.{' '}
      {failure !== undefined ? `Reading the rest stopped: ${failure}` : unreadReason}
    </p>
  )
}

const said = (n: number) => n.toLocaleString('en')
