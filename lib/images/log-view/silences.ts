import { anchorOf, indexOfAnchor } from '../log-events/held-log'
import { silenceBefore, silenceFrom } from '../log-events/silences'
import { formatDuration } from '../time-format'
import { goTo } from './go-to'
import type { LogViewStore } from './log-view-store'
import { standingEventOf } from './select-place'

/** A log of a hundred thousand lines without a pause is not worth more waiting. */
const mostReads = 20

const turns = new WeakMap<LogViewStore, number>()

/** Steps from silence to silence, onto the line that ended it; reads on where the held lines have no other. */
export async function stepSilence(store: LogViewStore, direction: 1 | -1): Promise<void> {
  const turn = (turns.get(store) ?? 0) + 1
  turns.set(store, turn)
  const { log } = store.getState()
  if (log.held.messages.length === 0) return
  const from = anchorOf(log.held, standingEventOf(store.getState()))
  const word = direction === 1 ? 'later' : 'earlier'
  const say = (notice: string) => store.change({ notice })
  for (let reads = 0; turn === turns.get(store); reads++) {
    const { held, [direction === 1 ? 'newer' : 'older']: edge } = store.getState().log
    const event = silenceFrom(held, indexOfAnchor(held, from).index, direction)
    if (event !== undefined) {
      goTo(store, anchorOf(held, event))
      return say(`${formatDuration(silenceBefore(held, event))} without output`)
    }
    const mayGoOn = edge.state === 'more' || edge.state === 'reading'
    if (!mayGoOn || reads === mostReads) {
      return say(`No ${word} silence${edge.state === 'end' ? '' : ' among the loaded lines'}`)
    }
    say(`Looking for ${direction === 1 ? 'a later' : 'an earlier'} silence…`)
    await (edge.state === 'reading' ? edgeRead(store, direction) : readOn(store, direction))
  }
}

const readOn = ({ reader }: LogViewStore, direction: 1 | -1) =>
  direction === 1 ? reader.loadNewer() : reader.loadOlder()

/** Until the page that somebody else reads has come. */
function edgeRead(store: LogViewStore, direction: 1 | -1): Promise<void> {
  return new Promise((resolve) => {
    const leave = store.subscribe(() => {
      const { log } = store.getState()
      if ((direction === 1 ? log.newer : log.older).state === 'reading') return
      leave()
      resolve()
    })
  })
}
