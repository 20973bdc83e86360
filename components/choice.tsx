import { ChevronDown } from 'lucide-react'

type ChoiceProps = {
  label: string
  value: string
  options: readonly (readonly string[])[]
  choose: (value: string) => void
}

/** One of a few, chosen in the toolbar of a page. */
export function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label className="relative flex min-w-0 items-center">
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => choose(event.target.value)}
        className="h-8 min-w-0 appearance-none rounded border border-line bg-surface pl-2.5 pr-7 text-ink-2 hover:border-line-strong hover:text-ink"
      >
        {options.map(([each = '', words = each]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-2 size-3.5 text-ink-3" />
    </label>
  )
}
