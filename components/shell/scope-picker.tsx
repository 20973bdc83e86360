'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { openedId } from '@/lib/images/archive/opened-scope'
import { scopesQuery } from '@/lib/images/scopes-query'
import { addressIn } from './address-in'

/** The region and account that the page shows; another shows the same page there. */
export function ScopePicker() {
  const router = useRouter()
  const pathname = usePathname()
  const searchParams = useSearchParams()
  const account = searchParams.get('account') ?? undefined
  const opened = openedId(account) !== undefined
  const { data: scopes } = useQuery({ ...scopesQuery, enabled: !opened })
  if (opened || !scopes) return null
  const { regions, defaultRegion, accounts } = scopes
  const go = (scope: { region?: string; account?: string }) =>
    router.push(addressIn(pathname, window.location.search, scope))
  return (
    <>
      {accounts.length > 1 && (
        <Choice
          label="Account"
          value={account ?? accounts[0] ?? ''}
          options={accounts}
          byDefault={accounts[0]}
          choose={(account) => go({ account })}
        />
      )}
      <Choice
        label="Region"
        value={searchParams.get('region') ?? defaultRegion ?? ''}
        options={regions}
        byDefault={defaultRegion}
        choose={(region) => go({ region })}
      />
    </>
  )
}

type ChoiceProps = {
  label: string
  value: string
  options: readonly string[]
  byDefault: string | undefined
  choose: (value: string) => void
}

function Choice({ label, value, options, byDefault, choose }: ChoiceProps) {
  const known = value === '' || options.includes(value) ? options : [value, ...options]
  if (known.length === 1) return <span className="px-2 text-xs text-ink-2 max-sm:sr-only">{known[0]}</span>
  return (
    <label className="relative flex min-w-0 items-center">
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => choose(event.target.value)}
        className="h-7 min-w-0 appearance-none truncate rounded bg-transparent pl-2 pr-6 text-xs text-ink-2 hover:bg-sunken hover:text-ink"
      >
        {value === '' && <option value="">Choose a region</option>}
        {known.map((name) => (
          <option key={name} value={name}>
            {name === byDefault && name !== value ? `${name} (default)` : name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-1.5 size-3.5 text-ink-3" />
    </label>
  )
}
