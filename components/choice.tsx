import { ChevronDown } from 'lucide-react'

type ChoiceProps = {
  label: string
  value: string
  options: readonly (readonly string[])[]
  choose: (value: string) => void
  /** Without a frame: in the bar at the top, where it stands beside links. */
  frameless?: boolean
}

const framed =
  'h-8 rounded border border-line bg-surface pl-2.5 pr-7 text-ink-2 hover:border-line-strong hover:text-ink'
const bare = 'h-7 truncate rounded bg-transparent pl-2 pr-6 text-xs text-ink-2 hover:bg-sunken hover:text-ink'

/** One of a few, each a value and its words where they differ. */
export function Choice({ label, value, options, choose, frameless = false }: ChoiceProps) {
  return (
    <label className="relative flex min-w-0 items-center">
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={`min-w-0 appearance-none ${frameless ? bare : framed}`}
      >
        {options.map(([each = '', words = each]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className={`pointer-events-none absolute size-3.5 text-ink-3 ${frameless ? 'right-1.5' : 'right-2'}`}
      />
    </label>
  )
}
