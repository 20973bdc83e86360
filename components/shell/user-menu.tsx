'use client'

import { CircleUserRound, LogOut } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useRef } from 'react'
import type { User } from '@/lib/request-context'

/** Who is signed in, and the way out where there is one. */
export function UserMenu({ name, signOut }: Pick<User, 'name' | 'signOut'>) {
  const form = useRef<HTMLFormElement>(null)
  return (
    <DropdownMenu.Root>
      {/* Outside the menu, which is gone before a form in it is sent. */}
      {signOut && <form ref={form} method={signOut.method} action={signOut.href} hidden />}
      <DropdownMenu.Trigger
        aria-label={`Signed in as ${name}`}
        className="flex h-7 min-w-0 items-center gap-1.5 rounded px-2 text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <CircleUserRound aria-hidden className="size-4 shrink-0" />
        <span className="max-w-40 truncate text-xs max-md:hidden">{name}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-44 max-w-72 rounded-md border border-line bg-raised p-1 shadow-lg"
        >
          <DropdownMenu.Label className="px-2 py-1">
            <span className="block text-2xs text-ink-3">Signed in as</span>
            <span className="block truncate">{name}</span>
          </DropdownMenu.Label>
          {signOut && (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Item
                onSelect={() => form.current?.requestSubmit()}
                className="flex cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none data-highlighted:bg-accent-soft"
              >
                <LogOut aria-hidden className="size-3.5 text-ink-2" />
                Sign out
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
