'use client'

import { lazy, Suspense } from 'react'

const UserMenu = lazy(async () => ({ default: (await import('./user-menu')).UserMenu }))

/** Who is signed in nowhere needs no menu for it. */
export function LazyUserMenu(props: React.ComponentProps<typeof UserMenu>) {
  return (
    <Suspense>
      <UserMenu {...props} />
    </Suspense>
  )
}
