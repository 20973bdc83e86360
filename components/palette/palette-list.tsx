'use client'

import { Command } from 'cmdk'
import { useEffect, useReducer, useState } from 'react'
import { keyLabel } from './key-label'
import { commandsFor, endEarly, onOffers, type PaletteCommand } from './palette-commands'
import { palettePlaceholder } from './palette-placeholder'
import { rankCommands } from './rank-commands'
import { useImageByName } from './use-image-by-name'
import { usePaletteCommands } from './use-palette-commands'

/** What the palette finds for what is typed. */
export function PaletteList({ choose }: { choose: (run: () => void) => void }) {
  const [typed, setTyped] = useState('')
  const places = usePaletteCommands()
  const [, askAgain] = useReducer((times: number) => times + 1, 0)
  useEffect(() => onOffers(askAgain), [])
  const imageByName = useImageByName()
  const ranked = (text: string) => {
    const known = rankCommands([...commandsFor(text), ...places], text)
    const image = known.length === 0 ? imageByName(text) : undefined
    return image ? [{ group: image.group, commands: [image] }] : known
  }
  const groups = ranked(typed)
  /** The focus comes from where something may have been typed already. */
  const takeEarly = () => {
    const early = endEarly()
    if (!early) return
    setTyped(early.typed)
    const first = early.entered ? ranked(early.typed)[0]?.commands[0] : undefined
    if (first) choose(first.run)
  }
  return (
    <Command label="Go to" shouldFilter={false} loop className="flex min-h-0 flex-col">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        onFocus={takeEarly}
        placeholder={palettePlaceholder}
        className="h-11 shrink-0 border-line border-b bg-transparent px-4 text-sm outline-none"
      />
      <Command.List className="min-h-0 overflow-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-ink-2">No results</Command.Empty>
        {groups.map(({ group, commands }) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3"
          >
            {commands.map((command) => (
              <Item key={command.id} command={command} choose={choose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}

function Item({ command, choose }: { command: PaletteCommand; choose: (run: () => void) => void }) {
  const { id, group, label, detail, keys, run } = command
  return (
    <Command.Item
      value={`${group} ${id}`}
      onSelect={() => choose(run)}
      className="flex min-h-8 cursor-pointer items-center gap-3 rounded px-2.5 py-1 data-[selected=true]:bg-accent-soft"
    >
      <span className="truncate">{label}</span>
      {detail && <span className="shrink-0 truncate text-ink-2 text-xs max-sm:max-w-32">{detail}</span>}
      <span className="ml-auto flex shrink-0 gap-1">
        {keys?.map((key) => (
          <kbd
            key={key}
            className="rounded border border-line-strong bg-surface px-1.5 font-mono text-ink-2 text-xs leading-5"
          >
            {keyLabel(key)}
          </kbd>
        ))}
      </span>
    </Command.Item>
  )
}
