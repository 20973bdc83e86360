'use client'

import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { onPaletteOpen, paletteIsOpen, setPaletteOpen } from './palette-commands'
import { PaletteList } from './palette-list'

/** Ctrl-K or Cmd-K, on every page: go anywhere, do anything, by its name. */
export function Palette() {
  const open = useSyncExternalStore(onPaletteOpen, paletteIsOpen, () => false)
  const chosen = useRef<() => void>(undefined)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key.toLowerCase() !== 'k') return
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setPaletteOpen(!paletteIsOpen())
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  // The dialog holds the focus until it has gone: only then can what was chosen move it.
  const onClosed = (event: Event) => {
    const run = chosen.current
    chosen.current = undefined
    event.preventDefault()
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
    run?.()
  }
  return (
    <Dialog.Root open={open} onOpenChange={setPaletteOpen}>
      <Dialog.Trigger
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-7 items-center gap-2 rounded border border-line px-2 text-ink-2 text-xs hover:border-line-strong hover:text-ink"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="max-sm:sr-only">Go to…</span>
        <kbd aria-hidden className="font-mono text-2xs text-ink-3 max-sm:hidden">
          Ctrl K
        </kbd>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement
          }}
          onCloseAutoFocus={onClosed}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-xl"
        >
          <Dialog.Title className="sr-only">Go to a place, or do something</Dialog.Title>
          <PaletteList
            choose={(run) => {
              chosen.current = run
              setPaletteOpen(false)
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
