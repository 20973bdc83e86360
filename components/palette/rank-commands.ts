import { defaultFilter } from 'cmdk'
import { type PaletteCommand, type PaletteGroup, paletteGroups } from './palette-commands'

const mostPerGroup = 8
/** Before anything is typed the palette shows what there is, not all of it. */
const mostUntyped = 4

/** What fits so much worse than the best is letters found by chance. */
const chance = 0.15

/** The commands that fit what is typed, best first in their groups; a group that fits better stands higher. */
export function rankCommands(
  commands: readonly PaletteCommand[],
  typed: string,
): { group: PaletteGroup; commands: PaletteCommand[] }[] {
  const text = typed.trim()
  const ranked = commands
    .map((command) => ({ command, fit: fitOf(command, text) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
  const least = (ranked[0]?.fit ?? 0) * chance
  const most = text === '' ? mostUntyped : mostPerGroup
  return paletteGroups
    .map((group) => ranked.filter(({ command, fit }) => command.group === group && fit >= least))
    .sort((a, b) => (b[0]?.fit ?? 0) - (a[0]?.fit ?? 0))
    .flatMap((fitting) => {
      const best = fitting.slice(0, most).map(({ command }) => command)
      return best[0] ? [{ group: best[0].group, commands: best }] : []
    })
}

/** 0: does not fit. A time is made of what is typed, so it always does. */
function fitOf({ group, label, detail }: PaletteCommand, text: string): number {
  if (group === 'Time' || text === '') return 1
  return defaultFilter(label, text, detail ? [detail] : []) ?? 0
}
