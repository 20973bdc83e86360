'use client'

import { useEffect, useRef } from 'react'

export type KeyBinding = {
  /** As `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd in front. */
  readonly keys: readonly string[]
  readonly does: string
  /** `false` leaves the key to the browser. */
  readonly run: (event: KeyboardEvent) => unknown
  /** Works while typing too. */
  readonly always?: boolean
}

/** The page's keys. Single keys stay silent in inputs, in dialogs and with a modifier held. */
export function useLogKeys(bindings: readonly KeyBinding[]) {
  const current = useRef(bindings)
  useEffect(() => {
    current.current = bindings
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOf(event)
      const binding = current.current.find(({ keys }) => keys.includes(name))
      if (!binding || (!binding.always && isTyping(event.target))) return
      if (binding.run(event) !== false) event.preventDefault()
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
