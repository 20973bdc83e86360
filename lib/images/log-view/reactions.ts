import { stepDueError } from './errors'
import { lookWithExpression } from './expression'
import { goToFirstHit, searchAllSoon } from './find'
import { goToAddressedLine, revealOpened } from './go-to'
import type { LogViewStore } from './log-view-store'
import { openWhenDecidable } from './open'
import type { ViewState } from './view-state'
import { keepWithinHeight, loadNear } from './window'

type Reaction = (store: LogViewStore, before: ViewState) => void

/** What a change brings about, in this order. Each looks at the state as it is by then and may change it again. */
const reactions: readonly Reaction[] = [
  openWhenDecidable,
  goToAddressedLine,
  revealOpened,
  keepWithinHeight,
  loadNear,
  lookWithExpression,
  goToFirstHit,
  searchAllSoon,
  askForOutline,
  stepDueError,
  endNotice,
]

export function react(store: LogViewStore, before: ViewState) {
  for (const reaction of reactions) reaction(store, before)
}

/** The outline makes the server read the whole stream: the lines somebody waits for come first. */
const afterOpening = 2_500

function askForOutline(store: LogViewStore, before: ViewState) {
  const { log, facts, outlineDue } = store.getState()
  if (outlineDue || log.phase !== 'open') return
  // Where the cause is known the server has just read the whole stream anyway.
  const isRead = facts.cause.place !== undefined
  if (isRead) store.change({ outlineDue: true })
  else if (before.log.phase !== 'open') {
    store.later('outline', afterOpening, () => store.change({ outlineDue: true }))
  }
}

const noticeShown = 6_000

function endNotice(store: LogViewStore, before: ViewState) {
  const { notice } = store.getState()
  if (notice === before.notice) return
  store.later('notice', noticeShown, notice ? () => store.change({ notice: '' }) : undefined)
}
