'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { EarlyInput } from './early-input'
import { onPaletteOpen, paletteIsOpen, setPaletteOpen } from './palette-commands'

/** Loaded after what the page shows; see early-input.tsx for who is faster. */
const load = () => import('./palette-dialog').catch(() => ({ default: NotLoaded }))
const PaletteDialog = lazy(load)

/** By then the page has asked for what it shows. */
const calm = 4_000

/** Ctrl-K or Cmd-K, on every page: go anywhere, do anything, by its name. */
export function Palette() {
  const open = useSyncExternalStore(onPaletteOpen, paletteIsOpen, () => false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPaletteKey(event)) return
      event.preventDefault()
      setPaletteOpen(!paletteIsOpen())
    }
    document.addEventListener('keydown', onKeyDown)
    const timer = setTimeout(() => void load(), calm)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      clearTimeout(timer)
    }
  }, [])
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setPaletteOpen(true)}
        className="flex h-7 items-center gap-2 rounded border border-line px-2 text-ink-2 text-xs hover:border-line-strong hover:text-ink"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="max-sm:sr-only">Go to…</span>
        <kbd aria-hidden className="font-mono text-2xs text-ink-3 max-sm:hidden">
          Ctrl K
        </kbd>
      </button>
      {open && (
        <>
          <EarlyInput />
          <Suspense>
            <PaletteDialog />
          </Suspense>
        </>
      )}
    </>
  )
}

/** Of a page that a newer version of the dashboard has taken the place of. */
function NotLoaded() {
  return (
    <p
      role="alert"
      className="fixed inset-x-0 bottom-4 z-50 mx-auto w-fit rounded border border-line bg-raised px-3 py-2"
    >
      The command palette could not be loaded. Reload the page.
    </p>
  )
}

/** On a layout without Latin letters the key that has K on a Latin keyboard. */
function isPaletteKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const isK = key.toLowerCase() === 'k' || (code === 'KeyK' && key.charCodeAt(0) > 0x24f)
  return isK && (ctrlKey || metaKey) && !altKey && !shiftKey
}
