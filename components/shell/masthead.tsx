import Link from 'next/link'
import { Suspense } from 'react'
import type { User } from '@/lib/request-context'
import { Palette } from '../palette/palette'
import { PlacePicker } from './place-picker'
import { QuotaNotice } from './quota-notice'
import { TastePicker } from './taste-picker'
import { UserMenu } from './user-menu'
import { Wordmark } from './wordmark'

/** @param user whoever is signed in, where the server asks for that */
export function Masthead({ user }: { user: User | undefined }) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-4 border-b border-line bg-surface px-4 print:hidden">
      <Link
        href="/images"
        className="flex min-h-[24px] min-w-[24px] items-center gap-2 font-semibold tracking-tight"
      >
        <Wordmark />
        <span className="max-sm:sr-only">Image Build Logs</span>
      </Link>
      <div className="ml-auto flex min-w-0 items-center gap-1.5">
        <QuotaNotice />
        <Suspense>
          <Palette />
          <PlacePicker />
        </Suspense>
        <TastePicker />
        {user && <UserMenu name={user.name} {...(user.signOut && { signOut: user.signOut })} />}
      </div>
    </header>
  )
}
