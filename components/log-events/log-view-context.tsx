'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import type { ViewState } from '@/lib/images/log-view/view-state'
import type { LogAction } from './log-actions'
import type { LogScroller } from './scroller'

/** A log view's store and its hands in the page. None of them ever changes: what changes is the store's state. */
export type LogViewParts = {
  readonly store: LogViewStore
  readonly scroller: LogScroller
  readonly actions: readonly LogAction[]
}

export const LogViewContext = createContext<LogViewParts | undefined>(undefined)

export function useLogViewParts(): LogViewParts {
  const parts = useContext(LogViewContext)
  if (!parts) throw new Error('A part of the log view stands outside of it.')
  return parts
}

export const useLogStore = (): LogViewStore => useLogViewParts().store

/** What a selector makes of the view's state; draws again when that is another value. */
export function useLogView<T>(selector: (state: ViewState) => T): T {
  const store = useLogStore()
  const read = () => selector(store.getState())
  return useSyncExternalStore(store.subscribe, read, read)
}
