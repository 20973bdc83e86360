import type { ArchiveProblem } from '@/lib/images/archive/problem'

const mostShown = 20

/** What could not be read of opened files, each with its path. */
export function ProblemList({ problems }: { problems: readonly ArchiveProblem[] }) {
  if (problems.length === 0) return null
  return (
    <div role="note" className="rounded-lg border border-warn/40 bg-warn-soft px-4 py-3">
      <p className="font-medium">Not everything could be read</p>
      <ul className="mt-1 space-y-1">
        {problems.slice(0, mostShown).map(({ path, message }) => (
          <li key={`${path} ${message}`} className="break-words">
            <code className="font-mono text-xs">{path}</code>: {message}
          </li>
        ))}
      </ul>
      {problems.length > mostShown && <p className="mt-1">And {problems.length - mostShown} more.</p>}
    </div>
  )
}
