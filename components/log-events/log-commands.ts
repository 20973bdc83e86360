import type { PaletteCommand } from '@/components/palette/palette-commands'
import { stepsOf } from '@/lib/images/build-log/step-at'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { momentOf } from '@/lib/images/log-events/moment'
import { goTo, reveal } from '@/lib/images/log-view/go-to'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { extentOf } from '@/lib/images/log-view/select-place'
import { formatDuration, formatTime, zoneName } from '@/lib/images/time-format'
import type { TimeZoneChoice } from '../time-zone'
import type { LogAction } from './log-actions'

/** What the palette finds in a log: its moments, steps and errors, and all that has a key. */
export function logCommands(
  store: LogViewStore,
  actions: readonly LogAction[],
  typed: string,
  zone: TimeZoneChoice,
): PaletteCommand[] {
  return [
    ...momentCommand(store, typed, zone),
    ...stepCommands(store),
    ...errorCommands(store),
    ...actionCommands(actions),
  ]
}

function momentCommand(store: LogViewStore, typed: string, zone: TimeZoneChoice): PaletteCommand[] {
  const extent = extentOf(store.getState())
  const timestamp = extent && momentOf(typed, extent, zone)
  if (timestamp === undefined) return []
  const label = `${formatTime(timestamp, zone)} ${zoneName(timestamp, zone)}`
  const run = () => reveal(store, { timestamp, ordinal: 0 }, 0)
  return [{ id: 'moment', group: 'Time', label, detail: 'go to this time', run }]
}

function stepCommands(store: LogViewStore): PaletteCommand[] {
  const { outline } = store.getState().facts
  if (!outline) return []
  return [...stepsOf(outline)].flatMap(({ step, phase, document }) => {
    if (step.name === undefined) return []
    const detail = [step.state === 'good' ? '' : step.state, formatDuration(step.end - step.start)]
    return {
      id: step.key,
      group: 'Steps',
      label: step.name,
      detail: [...detail, phase.name, document.name].filter(Boolean).join(' · '),
      run: () => goTo(store, step.at),
    }
  })
}

function errorCommands(store: LogViewStore): PaletteCommand[] {
  const { outline } = store.getState().facts
  if (!outline) return []
  return [...stepsOf(outline)].flatMap(({ step }) =>
    step.state !== 'failed'
      ? []
      : step.errors.flatMap(({ text, at, line = 0 }) =>
          at
            ? {
                id: `${formatAnchor(at)} ${line}`,
                group: 'Errors' as const,
                label: text,
                detail: step.name,
                run: () => goTo(store, at, line),
              }
            : [],
        ),
  )
}

function actionCommands(actions: readonly LogAction[]): PaletteCommand[] {
  return actions
    .filter(({ opensPalette }) => !opensPalette)
    .map(({ does, keys, run }) => ({
      id: does,
      group: 'Actions',
      label: does,
      keys,
      run: () => void run(new KeyboardEvent('keydown')),
    }))
}
