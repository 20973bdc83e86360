/** The list before it is known: rows of the right height, so that nothing jumps when they arrive. */
export function ImagesSkeleton() {
  return (
    <div role="status" className="px-4 md:px-3">
      {Array.from({ length: 8 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows that never move
        <div key={row} aria-hidden className="flex h-10 items-center gap-6 border-b border-line">
          <span className="pulse-soft h-3 w-48 rounded bg-line" />
          <span className="pulse-soft h-3 w-24 rounded bg-line" />
          <span className="pulse-soft h-3 w-40 rounded bg-line max-md:hidden" />
        </div>
      ))}
      <p className="pulse-soft pt-3 text-ink-3">Reading the images…</p>
    </div>
  )
}
