'use client'

import { Dialog } from 'radix-ui'
import { useRef } from 'react'
import { paletteOpenedFrom, setPaletteOpen } from './palette-commands'
import { PaletteList } from './palette-list'

/** The palette itself, while it is open. */
export default function PaletteDialog() {
  const chosen = useRef<() => void>(undefined)
  // The dialog holds the focus until it has gone: only then can what was chosen move it.
  const onClosed = (event: Event) => {
    event.preventDefault()
    const before = paletteOpenedFrom()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    chosen.current?.()
  }
  return (
    <Dialog.Root open onOpenChange={setPaletteOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onClosed}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-xl"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
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
