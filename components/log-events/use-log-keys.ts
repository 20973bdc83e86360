'use client'

import { useEffect, useRef } from 'react'
import type { LogAction } from './log-actions'

/** The page's keys. Single keys stay silent in inputs, in dialogs and with a modifier held. */
export function useLogKeys(actions: readonly LogAction[]) {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOf(event)
      const action = current.current.find(({ keys }) => keys.includes(name))
      if (!action || (!action.always && isTyping(event.target))) return
      if (action.run(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  const modifier = event.ctrlKey || event.metaKey ? 'Mod+' : event.altKey ? 'Alt+' : ''
  return modifier + (event.key.length === 1 && modifier ? event.key.toLowerCase() : event.key)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}
