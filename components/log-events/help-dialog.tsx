'use client'

import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { LogAction } from './log-actions'

/** Every key that does something here. */
export function HelpDialog({
  open,
  onOpenChange,
  actions,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  actions: readonly LogAction[]
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-lg border border-line bg-raised p-5 shadow-xl"
        >
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="text-base font-medium">Keys in the log</Dialog.Title>
            <Dialog.Close aria-label="Close" className="rounded p-1 text-ink-2 hover:bg-sunken">
              <X className="size-4" />
            </Dialog.Close>
          </div>
          <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 text-sm">
            {actions.map(({ keys, does }) => (
              <div key={does} className="contents">
                <dt className="flex gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="rounded border border-line-strong bg-surface px-1.5 font-mono text-xs leading-5"
                    >
                      {label(key)}
                    </kbd>
                  ))}
                </dt>
                <dd className="text-ink-2">{does}</dd>
              </div>
            ))}
            <dt>
              <kbd className="rounded border border-line-strong bg-surface px-1.5 font-mono text-xs leading-5">
                Shift-click
              </kbd>
            </dt>
            <dd className="text-ink-2">Mark all lines up to this one</dd>
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const names: Record<string, string> = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' }

const label = (key: string) => names[key] ?? key.replace('Mod+', 'Ctrl ')
