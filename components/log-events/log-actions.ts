import { flushSync } from 'react-dom'
import { paletteIsOpen, setPaletteOpen } from '@/components/palette/palette-commands'
import { openedId } from '@/lib/images/archive/opened-scope'
import { chooseLine, moveLine } from '@/lib/images/log-view/current-line'
import { showCause, stepError } from '@/lib/images/log-view/errors'
import { stepHit, toggleOnly, widenOnly } from '@/lib/images/log-view/find'
import { foldRepeatsHere, foldStepHere, toggleAllEcho } from '@/lib/images/log-view/fold'
import { goToEnd, goToStart, toggleFollow } from '@/lib/images/log-view/go-to'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { markCurrent, selectAll, toggleBookmark, toggleReference, unmark } from '@/lib/images/log-view/mark'
import { isOutlineShown } from '@/lib/images/log-view/select-steps'
import { stepSilence } from '@/lib/images/log-view/silences'
import { findInput } from './find-box'
import type { LogScroller } from './scroller'

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
export function logActions(store: LogViewStore, scroller: LogScroller): LogAction[] {
  const preferences = () => store.getState().preferences
  return [
    { group: 'Move', keys: ['j', 'ArrowDown'], does: 'Next line', run: () => move(store, scroller, 1) },
    { group: 'Move', keys: ['k', 'ArrowUp'], does: 'Previous line', run: () => move(store, scroller, -1) },
    {
      group: 'Move',
      keys: ['Tab'],
      does: 'Focus current line',
      run: (event) => (event.shiftKey ? false : enter(store, scroller)),
    },
    {
      group: 'Move',
      keys: ['PageDown', ' '],
      does: 'Page down',
      run: (event) => pageDown(event, scroller),
    },
    { group: 'Move', keys: ['PageUp'], does: 'Page up', run: () => scroller.turnPage(-1) },
    { group: 'Move', keys: ['Home', 'g'], does: 'Beginning of the log', run: () => goToStart(store) },
    { group: 'Move', keys: ['End', 'G'], does: 'Jump to end and follow', run: () => goToEnd(store) },
    { group: 'Move', keys: ['f'], does: 'Toggle follow', run: () => toggleFollow(store) },
    { group: 'Move', keys: ['e'], does: 'Next error', run: () => stepError(store, 1) },
    { group: 'Move', keys: ['E'], does: 'Previous error', run: () => stepError(store, -1) },
    { group: 'Move', keys: ['c'], does: 'Go to likely cause', run: () => showCause(store) },
    { group: 'Move', keys: ['s'], does: 'Next silence', run: () => void stepSilence(store, 1) },
    { group: 'Move', keys: ['S'], does: 'Previous silence', run: () => void stepSilence(store, -1) },
    {
      group: 'Find',
      keys: ['Mod+f'],
      does: 'Find in log (again: browser find)',
      always: true,
      run: () => {
        const input = findInput()
        // Focused already: the key is the browser's.
        if (document.activeElement === input) return false
        input?.focus()
        input?.select()
      },
    },
    { group: 'Find', keys: ['/'], does: 'Find in log', run: () => findInput()?.focus() },
    { group: 'Find', keys: ['n'], does: 'Next match (Enter in the find box)', run: () => stepHit(store, 1) },
    {
      group: 'Find',
      keys: ['N'],
      does: 'Previous match (Shift Enter in the find box)',
      run: () => stepHit(store, -1),
    },
    { group: 'Find', keys: ['m'], does: 'Only matches', run: () => toggleOnly(store) },
    {
      group: 'Find',
      keys: ['M'],
      does: 'Only matches, with more context',
      run: () => widenOnly(store),
    },
    {
      group: 'Mark',
      keys: ['Enter'],
      does: 'Link to this line',
      run: (event) => !isOnControl(event) && markCurrent(store),
    },
    { group: 'Mark', keys: ['Escape'], does: 'Clear selection', run: () => !isMenuOpen() && unmark(store) },
    {
      group: 'Mark',
      keys: ['Mod+a'],
      does: 'Select all loaded lines (Ctrl C copies them)',
      run: () => selectAll(store),
    },
    {
      group: 'Mark',
      keys: ['b'],
      does: 'Toggle bookmark',
      run: () => toggleBookmark(store),
    },
    {
      group: 'Mark',
      keys: ['B'],
      does: 'Show bookmarks and notes',
      run: () => store.change({ bookmarksShown: !store.getState().bookmarksShown }),
    },
    {
      group: 'Mark',
      keys: ['t'],
      does: 'Count times from the current line',
      run: () => toggleReference(store),
    },
    {
      group: 'View',
      keys: ['r'],
      does: 'Show or hide repeats of the current line',
      run: () => foldRepeatsHere(store),
    },
    {
      group: 'View',
      keys: ['$'],
      does: 'CLI commands',
      run: () => openedId(store.getState().stream.account) === undefined && store.change({ panel: 'cli' }),
    },
    {
      group: 'View',
      keys: ['w'],
      does: 'Wrap long lines',
      run: () => store.prefer({ wrap: !preferences().wrap }),
    },
    {
      group: 'View',
      keys: ['x'],
      does: 'Toggle script source and repeated stderr',
      run: () => toggleAllEcho(store),
    },
    {
      group: 'View',
      keys: ['u'],
      does: 'Toggle up-to-date Chef resources',
      run: () => store.prefer({ upToDate: !preferences().upToDate }),
    },
    { group: 'View', keys: ['z'], does: 'Fold or unfold step', run: () => foldStepHere(store) },
    {
      group: 'View',
      keys: ['o'],
      does: 'Toggle outline',
      run: () => store.prefer({ outline: isOutlineShown(store.getState()) ? 'off' : 'on' }),
    },
    {
      group: 'View',
      keys: ['v'],
      does: 'Toggle stack events in log',
      run: () => store.prefer({ stackEvents: !preferences().stackEvents }),
    },
    {
      group: 'View',
      keys: ['Mod+k'],
      does: 'Command palette',
      always: true,
      opensPalette: true,
      run: () => setPaletteOpen(!paletteIsOpen()),
    },
    { group: 'View', keys: ['?'], does: 'Keyboard shortcuts', run: () => store.change({ panel: 'keys' }) },
  ]
}

/** Focus goes along: whoever stands on a line's link stands on the next one's after the step. */
function move(store: LogViewStore, scroller: LogScroller, direction: 1 | -1) {
  const isOnLink = document.activeElement?.matches('.log-time')
  flushSync(() => moveLine(store, direction))
  if (isOnLink) scroller.currentLink()?.focus({ preventScroll: true })
}

/** From the log itself to the current line's link, or to that of the first line in view. */
function enter(store: LogViewStore, scroller: LogScroller) {
  if (document.activeElement !== scroller.element) return false
  // Drawn at once: focus can only go to what is there.
  if (!scroller.currentLink()) flushSync(() => chooseLine(store))
  scroller.currentLink()?.focus({ preventScroll: true })
}

/** Escape is the open menu's. */
const isMenuOpen = () => document.querySelector(':popover-open') !== null

const isOnControl = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest('a:not(.log-time), button') !== null

/** Space on a button presses it. */
function pageDown(event: KeyboardEvent, scroller: LogScroller) {
  if (event.key === ' ' && event.target instanceof Element && event.target.closest('button, a')) return false
  scroller.turnPage(1)
}
