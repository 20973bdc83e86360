'use client'

import { ChevronDown } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { imagesHref } from '@/lib/images/addresses'
import { regions } from '@/lib/images/regions'

/** The region of the address; choosing another goes to that region's images. */
export function PlacePicker() {
  const router = useRouter()
  const searchParams = useSearchParams()
  const region = searchParams.get('region') ?? ''
  const account = searchParams.get('account') ?? undefined
  return (
    <label className="relative flex items-center">
      <span className="sr-only">Region</span>
      <select
        value={region}
        onChange={(event) => router.push(imagesHref({ region: event.target.value, account }))}
        className="h-7 appearance-none rounded bg-transparent pl-2 pr-6 text-xs text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <option value="">Default region</option>
        {region && !regions.includes(region) && <option value={region}>{region}</option>}
        {regions.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-1.5 size-3.5 text-ink-3" />
    </label>
  )
}
