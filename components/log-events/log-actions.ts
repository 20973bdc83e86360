import { paletteIsOpen, setPaletteOpen } from '@/components/palette/palette-commands'
import type { LogInstrument } from './use-log-instrument'

/** Something the log view does, with the keys for it. */
export type LogAction = {
  readonly group: 'Move' | 'Find' | 'Mark' | 'View'
  /** As `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd in front. */
  readonly keys: readonly string[]
  readonly does: string
  /** `false` leaves the key to the browser. */
  readonly run: (event: KeyboardEvent) => unknown
  /** Works while typing too. */
  readonly always?: boolean
  /** The palette does not list what opens it. */
  readonly opensPalette?: boolean
}

/** Every action with a key, in the order in which the help lists them. */
export function logActions(log: LogInstrument): LogAction[] {
  const { params, taste, place, finding, line, errors, silences, marks, bookmarks } = log
  return [
    { group: 'Move', keys: ['j', 'ArrowDown'], does: 'Next line', run: () => line.move(1) },
    { group: 'Move', keys: ['k', 'ArrowUp'], does: 'Previous line', run: () => line.move(-1) },
    {
      group: 'Move',
      keys: ['Tab'],
      does: 'From the log to the current line, or the first in view',
      run: (event) => (event.shiftKey ? false : line.enter()),
    },
    {
      group: 'Move',
      keys: ['PageDown', ' '],
      does: 'A page down',
      run: (event) => pageDown(event, log),
    },
    { group: 'Move', keys: ['PageUp'], does: 'A page up', run: () => log.list.current?.turnPage(-1) },
    { group: 'Move', keys: ['Home', 'g'], does: 'Beginning of the log', run: place.goToStart },
    { group: 'Move', keys: ['End', 'G'], does: 'End of the log, following', run: place.goToEnd },
    { group: 'Move', keys: ['f'], does: 'Follow the end of the log', run: log.toggleFollow },
    { group: 'Move', keys: ['e'], does: 'Next error', run: () => errors.step(1) },
    { group: 'Move', keys: ['E'], does: 'Previous error', run: () => errors.step(-1) },
    { group: 'Move', keys: ['c'], does: 'The likely cause', run: errors.showCause },
    { group: 'Move', keys: ['s'], does: 'Next silence', run: () => silences.step(1) },
    { group: 'Move', keys: ['S'], does: 'Previous silence', run: () => silences.step(-1) },
    {
      group: 'Find',
      keys: ['Mod+f'],
      does: 'Find in log (once more: the browser’s own find)',
      always: true,
      run: () => {
        const input = log.findInput.current
        // Focused already: the key is the browser's.
        if (document.activeElement === input) return false
        input?.focus()
        input?.select()
      },
    },
    { group: 'Find', keys: ['/'], does: 'Find in log', run: () => log.findInput.current?.focus() },
    { group: 'Find', keys: ['n'], does: 'Next match (in the box: Enter)', run: () => finding.step(1) },
    {
      group: 'Find',
      keys: ['N'],
      does: 'Previous match (in the box: Shift Enter)',
      run: () => finding.step(-1),
    },
    { group: 'Find', keys: ['m'], does: 'Only matches', run: params.toggleOnly },
    {
      group: 'Find',
      keys: ['M'],
      does: 'Only matches, with more lines around each',
      run: params.nextContext,
    },
    {
      group: 'Mark',
      keys: ['Enter'],
      does: 'Put the current line into the address',
      run: (event) => {
        if (!line.current || isOnControl(event)) return false
        marks.mark({ from: line.current.anchor, to: line.current.anchor })
      },
    },
    { group: 'Mark', keys: ['Escape'], does: 'Unmark', run: () => (params.at ? marks.mark(null) : false) },
    {
      group: 'Mark',
      keys: ['b'],
      does: 'Bookmark the current line, or take its bookmark away',
      run: bookmarks.toggle,
    },
    {
      group: 'Mark',
      keys: ['B'],
      does: 'Bookmarks and their notes',
      run: () => bookmarks.setShown(!bookmarks.shown),
    },
    { group: 'Mark', keys: ['t'], does: 'Times since the current line', run: log.reference.toggle },
    {
      group: 'View',
      keys: ['r'],
      does: 'Show or fold the repeats of the current line',
      run: log.foldCurrent,
    },
    { group: 'View', keys: ['$'], does: 'Commands for a terminal', run: () => log.cli.setOpen(true) },
    { group: 'View', keys: ['w'], does: 'Wrap long lines', run: taste.toggleWrap },
    {
      group: 'View',
      keys: ['x'],
      does: 'Echoed scripts and repeated stderr: show or fold',
      run: taste.toggleEcho,
    },
    {
      group: 'View',
      keys: ['u'],
      does: 'What Chef found up to date: hide or show',
      run: taste.toggleUpToDate,
    },
    { group: 'View', keys: ['z'], does: 'Fold or unfold the step', run: log.toggleStep },
    { group: 'View', keys: ['o'], does: 'Outline', run: taste.toggleOutline },
    { group: 'View', keys: ['v'], does: 'Stack events between the lines', run: taste.toggleStackEvents },
    {
      group: 'View',
      keys: ['Mod+k'],
      does: 'Go to a step, a time, an image; do anything by its name',
      always: true,
      opensPalette: true,
      run: () => setPaletteOpen(!paletteIsOpen()),
    },
    { group: 'View', keys: ['?'], does: 'These keys', run: () => log.help.setOpen(true) },
  ]
}

const isOnControl = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest('a:not(.log-time), button') !== null

/** Space on a button presses it. */
function pageDown(event: KeyboardEvent, log: LogInstrument) {
  if (event.key === ' ' && event.target instanceof Element && event.target.closest('button, a')) return false
  log.list.current?.turnPage(1)
}
