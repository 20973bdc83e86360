'use client'

import { Layers, TextSearch } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { failuresHref, searchHref } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'

const pages = {
  failures: { words: 'Failures', hrefOf: failuresHref, Icon: Layers },
  search: { words: 'Search', hrefOf: searchHref, Icon: TextSearch },
}

/** A page of all builds of the account and region at hand; opened files have none. */
export function ScopeLink({ to }: { to: keyof typeof pages }) {
  const searchParams = useSearchParams()
  const account = searchParams.get('account') ?? undefined
  const scope =
    openedId(account) === undefined ? { region: searchParams.get('region') ?? undefined, account } : {}
  const { words, hrefOf, Icon } = pages[to]
  return (
    <Link
      href={hrefOf(scope)}
      className="flex h-7 min-w-7 items-center justify-center rounded px-2 text-ink-2 text-xs hover:bg-sunken hover:text-ink"
    >
      <Icon aria-hidden className="size-4 sm:hidden" />
      <span className="max-sm:sr-only">{words}</span>
    </Link>
  )
}
