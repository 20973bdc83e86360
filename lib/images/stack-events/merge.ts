import type { ImageStackEvents, StackEvent } from '../schemas'

/** Asks for one page of a stack's events, newest first. */
export type ReadPage = (nextToken: string | undefined) => Promise<ImageStackEvents>

/**
 * The events of one stack, newest first: what is new is read page by page until an event is met that is known
 * already, so that a poll of a running build costs one page. When the newest page speaks of another stack (the
 * image was built again) everything known is dropped.
 */
export async function readNewEvents(known: readonly StackEvent[], readPage: ReadPage): Promise<StackEvent[]> {
  const fresh: StackEvent[] = []
  let held: readonly StackEvent[] = known
  let ids = new Set(known.map((event) => event.eventId))
  let nextToken: string | undefined
  do {
    const page = await readPage(nextToken)
    const stackId = page.events[0]?.stackId
    if (stackId && held[0] && held[0].stackId !== stackId) {
      held = []
      ids = new Set()
    }
    const met = page.events.findIndex((event) => ids.has(event.eventId))
    fresh.push(...(met < 0 ? page.events : page.events.slice(0, met)))
    if (met >= 0) break
    if (page.nextToken === nextToken) break
    nextToken = page.nextToken
  } while (nextToken)
  return mergeEvents(fresh, held)
}

/** Newer events in front of older ones, each once. */
export function mergeEvents(newer: readonly StackEvent[], older: readonly StackEvent[]): StackEvent[] {
  const seen = new Set<string>()
  const merged = [...newer, ...older].filter((event) => {
    if (seen.has(event.eventId)) return false
    seen.add(event.eventId)
    return true
  })
  return merged
}
