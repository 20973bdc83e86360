'use client'

import { useEffect, useRef } from 'react'
import type { KeyHint } from '@/components/keys-dialog'

/** What keys do; without `run` they do it somewhere nearer, and are only told of. */
export type KeyAction = KeyHint & { readonly run?: () => void }

/** Single keys for the whole page: not while typing, not with a modifier (but shift), not in a menu or dialog. */
export function useKeys(actions: readonly KeyAction[]) {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : undefined
      if (target?.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]'))
        return
      const action = latest.current.find(({ keys, run }) => run && keys.includes(event.key))
      if (!action) return
      event.preventDefault()
      action.run?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
