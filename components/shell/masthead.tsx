import { FolderOpen } from 'lucide-react'
import { Suspense } from 'react'
import type { User } from '@/lib/request-context'
import { Palette } from '../palette/palette'
import { ConnectionNotice } from './connection-notice'
import { HoverLink } from './hover-link'
import { KeptNotice } from './kept-notice'
import { LazyUserMenu } from './lazy-user-menu'
import { PreferencesMenu } from './preferences-menu'
import { QuotaNotice } from './quota-notice'
import { ScopeLink } from './scope-link'
import { ScopePicker } from './scope-picker'
import { Wordmark } from './wordmark'

/** @param user whoever is signed in, where the server asks for that */
export function Masthead({ user }: { user: User | undefined }) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-4 border-b border-line bg-surface px-4 print:hidden">
      <HoverLink
        href="/images"
        className="flex min-h-[24px] min-w-[24px] items-center gap-2 font-semibold tracking-tight"
      >
        <Wordmark />
        <span className="max-sm:sr-only">Image Build Logs</span>
      </HoverLink>
      <div className="ml-auto flex min-w-0 items-center gap-1.5">
        <ConnectionNotice />
        <KeptNotice />
        <QuotaNotice />
        <Suspense>
          <ScopeLink to="search" />
          <ScopeLink to="failures" />
        </Suspense>
        <HoverLink
          href="/open"
          className="flex h-7 min-w-7 items-center justify-center rounded px-2 text-xs text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <FolderOpen aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:sr-only">Open files</span>
        </HoverLink>
        <Suspense>
          <Palette />
          <ScopePicker />
        </Suspense>
        <PreferencesMenu />
        {user && <LazyUserMenu name={user.name} {...(user.signOut && { signOut: user.signOut })} />}
      </div>
    </header>
  )
}
