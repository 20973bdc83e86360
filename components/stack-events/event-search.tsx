'use client'

/** Search in the table; what is found is said, but not on every keystroke's way to it. */
export function EventSearch(props: { q: string; onSearch: (q: string) => void; found: number; of: number }) {
  return (
    <>
      <input
        type="search"
        aria-label="Search events"
        placeholder="Search events"
        value={props.q}
        onChange={(event) => props.onSearch(event.target.value)}
        className="h-7 w-64 max-w-full rounded-md border border-line-strong bg-raised px-2 text-sm max-md:w-full"
      />
      <span role="status" className="px-2 text-xs tabular-nums text-ink-3">
        {props.q ? `${props.found} of ${props.of} events` : `${props.of} events`}
      </span>
    </>
  )
}
