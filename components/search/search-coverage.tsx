import { counted } from '@/lib/images/counted'
import type { SearchCoverage as Coverage } from '@/lib/images/search/operations'

/** How much of all builds was searched, and what was not and why. */
export function SearchCoverage({ coverage }: { coverage: Coverage }) {
  const { builds, searched, unread, unreadReason, notKept, notKeptReason, stopped, done } = coverage
  if (builds === undefined && done) {
    return (
      <p className="text-ink-2">
        This server keeps no builds (<code>ARCHIVE</code> is not set), so nothing was searched.
      </p>
    )
  }
  if (!done) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 tabular-nums">
        <span>
          <span className="pulse-soft">Searching:</span> {said(searched + unread)} of {said(builds ?? 0)}{' '}
          builds
        </span>
        <span aria-hidden className="h-1.5 w-40 overflow-hidden rounded-full bg-sunken">
          <span
            className="block h-full rounded-full bg-accent transition-[width]"
            style={{ width: `${builds ? (100 * (searched + unread)) / builds : 0}%` }}
          />
        </span>
      </p>
    )
  }
  const short = [
    stopped,
    unread > 0 && `${counted(unread, 'build')} could not be searched. ${unreadReason ?? ''}`,
    notKept !== undefined &&
      notKept > 0 &&
      `${counted(notKept, 'build')} of this period ${notKept === 1 ? 'is' : 'are'} not kept here, so not searched.`,
    notKeptReason !== undefined && `How many builds are not kept is not known: ${notKeptReason}`,
  ].filter(Boolean)
  return (
    <p role="status" className="text-ink-2 tabular-nums">
      Searched {searched === builds ? 'all' : `${said(searched)} of`} {counted(builds ?? 0, 'kept build')}.{' '}
      {short.join(' ')}
    </p>
  )
}

const said = (n: number) => n.toLocaleString('en')
