'use client'

import { useMemo, useState } from 'react'
import type { StepGroup } from '@/lib/images/stack-events/log-steps'
import { openAtFirst, stepRows } from '@/lib/images/stack-events/step-rows'

/** The tree of steps as it is unfolded: around the step that tells most, until the reader folds for themselves. */
export function useStepRows(groups: readonly StepGroup[]) {
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(new Map())
  const first = useMemo(() => new Set(openAtFirst(groups)), [groups])
  const opened = useMemo(() => {
    const keys = new Set(first)
    for (const [key, open] of chosen) open ? keys.add(key) : keys.delete(key)
    return keys
  }, [first, chosen])
  const steps = useMemo(() => stepRows(groups, opened), [groups, opened])
  const toggle = (key: string) => choose(new Map(chosen).set(key, !opened.has(key)))
  return { steps, toggle }
}
