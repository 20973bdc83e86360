import { serverNow } from './server-clock'

/**
 * Answers that the server has kept and cannot ask AWS about just now, by their path: since when they may be out of date,
 * epoch milliseconds, and on which page they were asked for.
 */
const kept = new Map<string, { since: number; page: string }>()
const listeners = new Set<() => void>()

/** @param age the header of that name: seconds, null for an answer that is AWS's own */
export function noteAge(path: string, age: string | null) {
  const seconds = Number(age ?? '')
  if (seconds > 0) kept.set(path, { since: serverNow() - seconds * 1000, page: currentPage() })
  else if (!kept.delete(path)) return
  for (const listener of listeners) listener()
}

/** Since when something on this page may be out of date; undefined when all of it is what AWS has. */
export function keptSince(): number | undefined {
  const page = currentPage()
  const times = [...kept.values()].flatMap((answer) => (answer.page === page ? [answer.since] : []))
  return times.length > 0 ? Math.min(...times) : undefined
}

export function onKeptAnswers(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const currentPage = () => globalThis.location?.pathname ?? ''
