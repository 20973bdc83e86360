'use client'

import './log-events.css'
import { useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { listenForAddress } from '@/components/address-adapter'
import { askFacts } from '@/lib/images/log-view/facts'
import { followWhileRunning } from '@/lib/images/log-view/following'
import { LogViewStore, placeOf } from '@/lib/images/log-view/log-view-store'
import type { StreamAddress } from '@/lib/images/log-view/view-address'
import { browserHost, onFirstTouch, onPageHide } from './browser-host'
import { serveCopies } from './clipboard'
import { keepPlace, noteShown } from './kept-place'
import { listenForKeys } from './keyboard'
import { logActions } from './log-actions'
import { LogLayout } from './log-layout'
import { LogViewContext, type LogViewParts } from './log-view-context'
import { onPrinting } from './printing'
import { LogScroller } from './scroller'

/** One log stream, read, followed, searched and linked to. */
export function LogView(stream: StreamAddress) {
  const search = useSearchParams()
  const client = useQueryClient()
  const [parts] = useState(() => partsOf(stream, `?${search}`))
  useEffect(() => {
    const { store, actions } = parts
    const ends = [
      store.start(),
      askFacts(store, client),
      followWhileRunning(store),
      listenForAddress(store.followAddress),
      listenForAddress(noteShown),
      onPageHide(() => keepPlace(placeOf(store.getState()))),
      listenForKeys(actions, () => store.getState().preferences.keys),
      onPrinting(store),
      serveCopies(store),
      onFirstTouch(() => store.change({ touched: true })),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [parts, client])
  // A link within the page is the router's affair, which tells nobody else.
  useEffect(() => {
    if (search) parts.store.followAddress()
  }, [parts, search])
  return (
    <LogViewContext value={parts}>
      <LogLayout />
    </LogViewContext>
  )
}

function partsOf(stream: StreamAddress, search: string): LogViewParts {
  const store = new LogViewStore(stream, search, browserHost(stream))
  const scroller = new LogScroller(store)
  return { store, scroller, actions: logActions(store, scroller) }
}
