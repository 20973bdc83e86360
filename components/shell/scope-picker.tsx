'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { openedId } from '@/lib/images/archive/opened-scope'
import { scopesQuery } from '@/lib/images/scopes-query'
import { Choice } from '../choice'
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
        <ScopeChoice
          label="Account"
          value={account ?? accounts[0] ?? ''}
          options={accounts}
          byDefault={accounts[0]}
          choose={(account) => go({ account })}
        />
      )}
      <ScopeChoice
        label="Region"
        value={searchParams.get('region') ?? defaultRegion ?? ''}
        options={regions}
        byDefault={defaultRegion}
        choose={(region) => go({ region })}
      />
    </>
  )
}

type ScopeChoiceProps = {
  label: string
  value: string
  options: readonly string[]
  byDefault: string | undefined
  choose: (value: string) => void
}

/** What is configured, and what the address names besides; nothing to choose where that is one. */
function ScopeChoice({ label, value, options, byDefault, choose }: ScopeChoiceProps) {
  const known = value === '' || options.includes(value) ? options : [value, ...options]
  if (known.length === 1) return <span className="px-2 text-xs text-ink-2 max-sm:sr-only">{known[0]}</span>
  const named = known.map((name) => [name, name === byDefault && name !== value ? `${name} (default)` : name])
  const offered = value === '' ? [['', 'Choose a region'], ...named] : named
  return <Choice frameless label={label} value={value} options={offered} choose={choose} />
}
