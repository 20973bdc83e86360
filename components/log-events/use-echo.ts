'use client'

import { useCallback, useMemo, useState } from 'react'
import { type EchoFold, echoFolds, foldAt } from '@/lib/images/log-events/echo-folds'
import type { HeldLog } from '@/lib/images/log-events/held-log'

/**
 * The echoed scripts and repeated stderr among the held lines, folded unless the reader likes to see them all
 * (`shown`); each can be opened and folded for itself.
 */
export function useEcho(held: HeldLog, shown: boolean) {
  const folds = useMemo(() => echoFolds(held), [held])
  // Those that are not as `shown` says; liking it otherwise starts afresh.
  const [others, setOthers] = useState({ shown, keys: noKeys })
  const keys = others.shown === shown ? others.keys : noKeys
  const isOpen = useCallback((fold: EchoFold) => shown !== keys.has(fold.key), [shown, keys])
  const toggle = useCallback(
    (fold: EchoFold) =>
      setOthers((last) => {
        const next = new Set(last.shown === shown ? last.keys : noKeys)
        if (!next.delete(fold.key)) next.add(fold.key)
        return { shown, keys: next }
      }),
    [shown],
  )
  /**
   * Opens what hides a line. Without a line an event is meant: its script stays folded beside what a program said
   * there, which is why somebody points at it. Answers whether anything opened.
   */
  const reveal = useCallback(
    (event: number, line: number | undefined) => {
      const fold = foldAt(folds, event, line ?? 0)
      if (!fold || isOpen(fold) || (line === undefined && fold.among)) return false
      toggle(fold)
      return true
    },
    [folds, isOpen, toggle],
  )
  return { folds, isOpen, toggle, reveal }
}

const noKeys: ReadonlySet<string> = new Set()
