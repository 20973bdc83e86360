'use client'

import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { keyLabel } from './palette/key-label'

/** Something keys do; their names as in `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd in front. */
export type KeyHint = {
  /** Those of one group stand together under its name. */
  readonly group?: string
  readonly keys: readonly string[]
  readonly does: string
}

type Props = {
  title: string
  open: boolean
  onOpenChange: (open: boolean) => void
  hints: readonly KeyHint[]
}

/** Every key that does something on a page. */
export function KeysDialog({ title, open, onOpenChange, hints }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-lg border border-line bg-raised p-5 shadow-xl"
        >
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="text-base font-medium">{title}</Dialog.Title>
            <Dialog.Close aria-label="Close" className="rounded p-1 text-ink-2 hover:bg-sunken">
              <X className="size-4" />
            </Dialog.Close>
          </div>
          {groupsOf(hints).map(([group, hints]) => (
            <section key={group}>
              {group && <h3 className="mt-4 mb-1.5 text-2xs text-ink-3 uppercase tracking-wide">{group}</h3>}
              <dl className="grid grid-cols-[8.5rem_1fr] gap-x-4 gap-y-1.5 text-sm">
                {hints.map(({ keys, does }) => (
                  <div key={does} className="contents">
                    <dt className="flex items-start gap-1">
                      {keys.map((key) => (
                        <kbd
                          key={key}
                          className="rounded border border-line-strong bg-surface px-1.5 font-mono text-xs leading-5"
                        >
                          {keyLabel(key)}
                        </kbd>
                      ))}
                    </dt>
                    <dd className="text-ink-2">{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function groupsOf(hints: readonly KeyHint[]): [string, KeyHint[]][] {
  const groups = new Map<string, KeyHint[]>()
  for (const hint of hints) {
    const group = groups.get(hint.group ?? '') ?? []
    groups.set(hint.group ?? '', group)
    group.push(hint)
  }
  return [...groups]
}
