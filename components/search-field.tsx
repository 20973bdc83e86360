type Props = {
  label: string
  placeholder: string
  value: string
  /** Null when nothing is left in it, so that the address loses its parameter. */
  set: (value: string | null) => void
  className?: string
}

/** What is typed into it narrows the list beside it at once. */
export function SearchField({ label, placeholder, value, set, className = '' }: Props) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onChange={(event) => set(event.target.value || null)}
      className={`h-8 w-64 rounded border border-line-strong bg-raised px-2.5 max-md:w-full ${className}`}
    />
  )
}
