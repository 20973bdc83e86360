import type { Outline } from '../build-log/outline-schema'
import { stepsOf } from '../build-log/step-at'
import { type HeldLog, indexOfAnchor } from './held-log'

/**
 * The held events in which Chef says that a resource was up to date, by index: the resource's own line, and the one
 * after those nested in it. The outline knows the lines that do not say so themselves.
 */
export function upToDateEvents(log: HeldLog, outline: Outline | undefined): ReadonlySet<number> {
  const events = new Set<number>()
  for (let event = log.withheld; event < log.messages.length; event++) {
    const message = log.messages[event] ?? ''
    if (message.endsWith('(up to date)') && message.startsWith('Stdout:')) events.add(event)
  }
  if (!outline) return events
  for (const { step } of stepsOf(outline))
    for (const run of step.chef ?? [])
      for (const recipe of run.recipes)
        for (const { state, at } of recipe.listed) {
          if (state !== 'upToDate') continue
          const { index, exact } = indexOfAnchor(log, at)
          if (exact) events.add(index)
        }
  return events
}
