/** A log with one line found: the product in sixteen pixels. */
export function Wordmark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-5">
      <rect width="16" height="16" rx="3.5" className="fill-ink" />
      <path
        d="M3.5 4.5h9M3.5 11.5h6"
        className="stroke-bg"
        strokeWidth="1.4"
        strokeLinecap="round"
        opacity=".55"
      />
      <path d="M3.5 8h9" className="stroke-[#ff7a66]" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  )
}
