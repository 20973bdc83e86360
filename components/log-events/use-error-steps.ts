'use client'

import { useEffect, useRef, useState } from 'react'
import type { LinePlace } from '@/lib/images/build-log/outline-schema'
import { compareAnchors } from '@/lib/images/log-events/anchor'

/**
 * Steps through the errors of a log in their order, from the line somebody stands on. Without one it begins with the
 * first; a log that opened at its cause stands there. Asked before the errors are known, it steps once they are.
 */
export function useErrorSteps(
  errors: readonly LinePlace[] | undefined,
  ask: () => void,
  cause: LinePlace | undefined,
  current: LinePlace | undefined,
  goTo: (error: LinePlace) => void,
) {
  const [stepped, setStepped] = useState(false)
  const asked = useRef<1 | -1>(undefined)
  const step = (direction: 1 | -1) => {
    if (!errors) {
      asked.current = direction
      return ask()
    }
    const count = errors.length
    const error = errors[(nextError(errors, current, direction) + count) % count]
    if (!error) return
    setStepped(true)
    goTo(error)
  }
  useEffect(() => {
    if (!errors || !asked.current) return
    step(asked.current)
    asked.current = undefined
  })
  const here = errors && current ? errors.findIndex((error) => compareLines(error, current) === 0) : -1
  const showCause = () => cause && goTo(cause)
  return {
    step,
    cause,
    showCause,
    said: stepped && here >= 0 ? `Error ${here + 1} of ${errors?.length}` : '',
  }
}

/** The place in `errors` one step from a line, one beyond either end included. */
function nextError(errors: readonly LinePlace[], from: LinePlace | undefined, direction: 1 | -1): number {
  if (!from) return direction === 1 ? 0 : -1
  if (direction === -1) return errors.findLastIndex((error) => compareLines(error, from) < 0)
  const next = errors.findIndex((error) => compareLines(error, from) > 0)
  return next === -1 ? errors.length : next
}

const compareLines = (a: LinePlace, b: LinePlace) => compareAnchors(a, b) || a.line - b.line
