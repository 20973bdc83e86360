import type { StackEvent } from '../schemas'

/** The events that hold every word of `q` somewhere a reader can see it, case aside. */
export function searchEvents(events: readonly StackEvent[], q: string): StackEvent[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...events]
  return events.filter((event) => {
    const text = [
      event.timestamp,
      event.logicalResourceId,
      event.resourceType,
      event.resourceStatus,
      event.resourceStatusReason ?? '',
      event.physicalResourceId,
    ]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
