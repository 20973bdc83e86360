import Link from 'next/link'
import { imageHref } from '@/lib/images/addresses'
import type { OpenedSummary } from '@/lib/images/archive/opened-drop'
import { openedScope } from '@/lib/images/archive/opened-scope'
import { ProblemList } from './problem-list'

/** What was in the files: several builds to choose from, or why there is none. */
export function OpenedResult({ id, name, summary }: { id: string; name: string; summary: OpenedSummary }) {
  const { builds, problems } = summary
  return (
    <section aria-label="Opened" className="space-y-3">
      <h2 className="font-semibold">
        {builds.length === 0 ? `No build found in ${name}` : `Builds in ${name}`}
      </h2>
      {builds.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {builds.map(({ imageId, streams, events, stackEvents }) => (
            <li key={imageId} className="flex flex-wrap items-baseline gap-x-4 px-4 py-2.5">
              <Link
                href={imageHref(imageId, openedScope(id))}
                className="min-w-0 flex-1 truncate font-medium hover:text-accent"
              >
                {imageId}
              </Link>
              <span className="text-xs tabular-nums text-ink-3">
                {counted(streams, 'log stream')}, {counted(events, 'log event')},{' '}
                {counted(stackEvents, 'stack event')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ProblemList problems={problems} />
    </section>
  )
}

const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
