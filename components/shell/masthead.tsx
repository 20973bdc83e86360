import Link from 'next/link'
import { Suspense } from 'react'
import { PlacePicker } from './place-picker'
import { TastePicker } from './taste-picker'
import { Wordmark } from './wordmark'

export function Masthead() {
  return (
    <header className="flex h-11 shrink-0 items-center gap-4 border-b border-line bg-surface px-4 print:hidden">
      <Link href="/images" className="flex items-center gap-2 font-semibold tracking-tight">
        <Wordmark />
        <span className="max-sm:sr-only">Image Build Logs</span>
      </Link>
      <div className="ml-auto flex items-center gap-1.5">
        <Suspense>
          <PlacePicker />
        </Suspense>
        <TastePicker />
      </div>
    </header>
  )
}
