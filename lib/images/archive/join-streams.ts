import { EventStore } from './event-store'
import type { OpenedStream } from './opened-build'

/**
 * The numbered parts of a stream as one, in order of time, and every stream once by name. The same file dropped twice
 * would double every line: parts that are equal count once.
 */
export function joinStreams(parts: readonly (OpenedStream & { part: number })[]): OpenedStream[] {
  const byName = new Map<string, (OpenedStream & { part: number })[]>()
  for (const part of parts) byName.set(part.logStreamName, [...(byName.get(part.logStreamName) ?? []), part])
  return [...byName].map(([logStreamName, several]) => {
    const ordered = several.toSorted((a, b) => a.part - b.part).filter(isFirstOfItsKind)
    const [first] = ordered
    const timed = ordered.every((part) => part.timed)
    if (first && ordered.length === 1) return { logStreamName, store: first.store, timed }
    return { logStreamName, store: concatenated(ordered), timed }
  })
}

function concatenated(parts: readonly OpenedStream[]): EventStore {
  const whole = new EventStore()
  for (const { store } of parts) store.copyTo(whole)
  whole.settle()
  return whole
}

function isFirstOfItsKind(part: OpenedStream, index: number, all: readonly OpenedStream[]): boolean {
  return all.findIndex((other) => isSame(other.store, part.store)) === index
}

function isSame(a: EventStore, b: EventStore): boolean {
  if (a.length !== b.length || a.bytes !== b.bytes) return false
  const last = a.length - 1
  return (
    a.timestamp(0) === b.timestamp(0) &&
    a.timestamp(last) === b.timestamp(last) &&
    a.message(last) === b.message(last)
  )
}
