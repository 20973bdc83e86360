'use client'

import { useSearchParams } from 'next/navigation'
import {
  type unstable_AdapterInterface as Adapter,
  unstable_createAdapterProvider as createAdapterProvider,
  renderQueryString,
  type unstable_UpdateUrlFunction as UpdateUrl,
} from 'nuqs/adapters/custom'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useMemo, useSyncExternalStore } from 'react'

/**
 * Lets nuqs read the address from the browser instead of from Next's router. The router follows Back and Forward by a
 * transition that may wait for the server, and when two come within its time it stays at the first for good.
 * nuqs' own adapter for Next stays around it: it drops what is queued when another page comes.
 */
export function AddressAdapter({ children }: { children: React.ReactNode }) {
  return (
    <NuqsAdapter>
      <BrowserAddress>{children}</BrowserAddress>
    </NuqsAdapter>
  )
}

const BrowserAddress = createAdapterProvider(useBrowserAddress)

function useBrowserAddress(): Adapter {
  // The server's answer has it from the router; later its changes tell that the router moved.
  const routed = `?${useSearchParams()}`
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => routed,
  )
  const searchParams = useMemo(() => new URLSearchParams(search), [search])
  return { searchParams, updateUrl, rateLimitFactor: 3, autoResetQueueOnUpdate: false }
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** Tells of every change of the address's query: Back and Forward, and whatever this page writes. */
export const listenForAddress = subscribe

const updateUrl: UpdateUrl = (search, { history, scroll }) => {
  writeAddress(renderQueryString(search), history)
  if (scroll) window.scrollTo(0, 0)
}

/** A state of `null` is what makes Next's router take the address over; the mark is nuqs' own, for its spy. */
export function writeAddress(query: string, history: 'push' | 'replace') {
  const { pathname, hash } = window.location
  const url = pathname + query + hash
  if (history === 'push') window.history.pushState(null, '__nuqs__', url)
  else window.history.replaceState(null, '__nuqs__', url)
  for (const listener of listeners) listener()
}
