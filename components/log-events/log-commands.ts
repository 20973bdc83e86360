import type { PaletteCommand } from '@/components/palette/palette-commands'
import { stepsOf } from '@/lib/images/build-log/step-at'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { momentOf } from '@/lib/images/log-events/moment'
import { formatDuration, formatTime, zoneName } from '@/lib/images/time-format'
import type { LogAction } from './log-actions'
import type { LogInstrument } from './use-log-instrument'

/** What the palette finds in a log: its moments, steps and errors, and all that has a key. */
export function logCommands(
  log: LogInstrument,
  actions: readonly LogAction[],
  typed: string,
): PaletteCommand[] {
  return [
    ...momentCommand(log, typed),
    ...stepCommands(log),
    ...errorCommands(log),
    ...actionCommands(actions),
  ]
}

function momentCommand({ extent, timeMode, place }: LogInstrument, typed: string): PaletteCommand[] {
  const zone = timeMode === 'local' ? 'local' : 'utc'
  const timestamp = extent && momentOf(typed, extent, zone)
  if (timestamp === undefined) return []
  const label = `${formatTime(timestamp, zone)} ${zoneName(timestamp, zone)}`
  const run = () => place.goToLine({ timestamp, ordinal: 0 }, 0, 'center')
  return [{ id: 'moment', group: 'Time', label, detail: 'the lines of that moment', run }]
}

function stepCommands({ steps: { outline }, goTo }: LogInstrument): PaletteCommand[] {
  if (!outline) return []
  return [...stepsOf(outline)].flatMap(({ step, phase, document }) => {
    if (step.name === undefined) return []
    const detail = [step.state === 'good' ? '' : step.state, formatDuration(step.end - step.start)]
    return {
      id: step.key,
      group: 'Steps',
      label: step.name,
      detail: [...detail, phase.name, document.name].filter(Boolean).join(' · '),
      run: () => goTo(step.at, 0),
    }
  })
}

function errorCommands({ steps: { outline }, goTo }: LogInstrument): PaletteCommand[] {
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
                run: () => goTo(at, line),
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
