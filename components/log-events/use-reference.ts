'use client'

import type { EventAnchor } from '@/lib/images/log-events/anchor'
import type { ChosenTimeMode } from './time-mode'
import type { CurrentLine } from './use-current-line'
import type { LogParams } from './use-log-params'
import type { useTaste } from './use-taste'

/** What the lines' times count from: the log's start, or a line of the address, which everybody who opens it shares. */
export function useReference(
  { reference, setReference }: LogParams,
  taste: ReturnType<typeof useTaste>,
  extent: { start: number } | undefined,
  current: CurrentLine | undefined,
  say: (text: string) => void,
) {
  const toggle = () => {
    if (!current) return say('Choose a line first: j and k, or a click on its time')
    const isSame = reference !== null && sameMoment(reference, current.anchor)
    setReference(isSame ? null : current.anchor)
    say(isSame ? 'Times as before' : 'Times count from this line')
  }
  const setTimeMode = (mode: ChosenTimeMode) => {
    setReference(null)
    taste.setTimeMode(mode)
  }
  return { setTimeMode, start: reference?.timestamp ?? extent?.start ?? 0, toggle }
}

const sameMoment = (a: EventAnchor, b: EventAnchor) => a.timestamp === b.timestamp && a.ordinal === b.ordinal
