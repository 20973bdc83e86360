import type { NamedScope } from '@/lib/images/addresses'
import { readStored, writeStored } from '../stored'

/** A running build of whose end this browser's reader wants to be notified. */
export type AwaitedEnd = {
  imageId: string
  scope: NamedScope
  /** Tells the build from the image's next one. */
  stackArn: string | undefined
  /** When it was asked for, epoch milliseconds. */
  askedAt: number
}

const name = 'notify-when-ended'
/** No build takes as long: what is left of one then was asked for in a browser that has been closed since. */
const staleMs = 24 * 3_600_000

const listeners = new Set<() => void>()
let text: string | null | undefined
let parsed: readonly AwaitedEnd[] = []
const none: readonly AwaitedEnd[] = []

/** The same array until it changes, in this tab or another one. */
export function awaitedEnds(): readonly AwaitedEnd[] {
  const stored = readStored(name)
  if (stored !== text) {
    text = stored
    parsed = read(stored)
  }
  return parsed
}
export const awaitedAtFirst = () => none

export function onAwaitedEnds(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === name) listener()
  }
  listeners.add(listener)
  addEventListener('storage', fromOtherTab)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', fromOtherTab)
  }
}

export function awaitEnd(end: AwaitedEnd): void {
  write([...awaitedEnds().filter((other) => !isSame(other, end)), end])
}

/** @returns whether it was still awaited: of several tabs, one takes it */
export function stopAwaiting(end: Pick<AwaitedEnd, 'imageId' | 'scope'>): boolean {
  const left = awaitedEnds().filter((other) => !isSame(other, end))
  const was = left.length < awaitedEnds().length
  if (was) write(left)
  return was
}

export const isSame = (a: Pick<AwaitedEnd, 'imageId' | 'scope'>, b: Pick<AwaitedEnd, 'imageId' | 'scope'>) =>
  a.imageId === b.imageId && a.scope.region === b.scope.region && a.scope.account === b.scope.account

function write(ends: readonly AwaitedEnd[]) {
  writeStored(name, JSON.stringify(ends))
  for (const listener of listeners) listener()
}

function read(stored: string | null): readonly AwaitedEnd[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(value) ? value.filter(isAwaitedEnd) : none
  } catch {
    return none
  }
}

function isAwaitedEnd(value: unknown): value is AwaitedEnd {
  if (typeof value !== 'object' || value === null) return false
  const { imageId, scope, askedAt } = value as Record<string, unknown>
  const isScope = typeof scope === 'object' && scope !== null
  return typeof imageId === 'string' && isScope && Date.now() - Number(askedAt) < staleMs
}
