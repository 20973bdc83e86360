'use client'

import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A reader's taste that only the log knows, kept in this browser. The server and the first frame see `fallback`. */
export function useStored<T extends string>(name: string, fallback: T, known: readonly T[]) {
  const read = () => {
    const value = localStorage.getItem(name) as T | null
    return value !== null && known.includes(value) ? value : fallback
  }
  const value = useSyncExternalStore(subscribe, read, () => fallback)
  const store = useCallback(
    (next: T) => {
      localStorage.setItem(name, next)
      for (const listener of listeners) listener()
    },
    [name],
  )
  return [value, store] as const
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
