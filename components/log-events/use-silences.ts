'use client'

import { useRef } from 'react'
import type { EventAnchor } from '@/lib/images/log-events/anchor'
import { anchorOf, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { LogReader } from '@/lib/images/log-events/log-reader'
import { silenceBefore, silenceFrom } from '@/lib/images/log-events/silences'
import { formatDuration } from '@/lib/images/time-format'

/** A log of a hundred thousand lines without a pause is not worth more waiting. */
const mostReads = 20

/** Steps from silence to silence, onto the line that ended it; reads on where the loaded lines hold no other. */
export function useSilences(
  reader: LogReader,
  /** The event one stands on. */
  standing: () => number,
  goTo: (anchor: EventAnchor) => void,
  say: (text: string) => void,
) {
  const turns = useRef(0)
  const step = async (direction: 1 | -1) => {
    const turn = ++turns.current
    const { held: before } = reader.getState()
    if (before.messages.length === 0) return
    const from = anchorOf(before, standing())
    const word = direction === 1 ? 'later' : 'earlier'
    for (let reads = 0; turn === turns.current; reads++) {
      const { held, [direction === 1 ? 'newer' : 'older']: edge } = reader.getState()
      const event = silenceFrom(held, indexOfAnchor(held, from).index, direction)
      if (event !== undefined) {
        goTo(anchorOf(held, event))
        return say(`${formatDuration(silenceBefore(held, event))} without output`)
      }
      const mayGoOn = edge.state === 'more' || edge.state === 'reading'
      if (!mayGoOn || reads === mostReads) {
        return say(`No ${word} silence${edge.state === 'end' ? '' : ' among the loaded lines'}`)
      }
      say(`Looking for an ${word} silence…`.replace('an later', 'a later'))
      await (direction === 1 ? reader.loadNewer() : reader.loadOlder())
      // What was read is drawn, or still being read by somebody else.
      await new Promise((done) => setTimeout(done, edge.state === 'reading' ? 100 : 0))
    }
  }
  return { step }
}
