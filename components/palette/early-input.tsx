'use client'

import { useSyncExternalStore } from 'react'
import {
  isEarly,
  onPaletteOpen,
  paletteIsOpen,
  paletteOpenedFrom,
  setPaletteOpen,
  typeEarly,
} from './palette-commands'
import { palettePlaceholder } from './palette-placeholder'

/**
 * Stands in for the palette while its scripts load and until it holds the focus: whoever opens it types at once, and
 * nothing of that may be lost or do what single keys do on the page.
 */
export function EarlyInput() {
  const early = useSyncExternalStore(onPaletteOpen, isEarly, () => false)
  if (!early) return null
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') setPaletteOpen(false)
    else if (event.key === 'Enter') typeEarly({ entered: true })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="fixed top-[12dvh] left-1/2 z-40 w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-xl">
      <input
        ref={takeFocus}
        aria-label="Command palette"
        placeholder={palettePlaceholder}
        autoComplete="off"
        spellCheck={false}
        onInput={(event) => typeEarly({ typed: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        className="h-11 w-full bg-transparent px-4 text-sm outline-none"
      />
    </div>
  )
}

function takeFocus(input: HTMLInputElement) {
  input.focus()
  return () => {
    const before = paletteOpenedFrom()
    if (!paletteIsOpen() && before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
}
