import 'server-only'

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs short work of the main thread (a page of 1 MB parsed, some 15 ms), one piece in a turn of the event loop, so
 * that many who want it at once leave room for everybody else in between.
 */
export function inTurn<Result>(work: () => Result): Promise<Result> {
  const mine = last.then(() => new Promise((resolve) => setImmediate(resolve))).then(work)
  last = mine.catch(() => {})
  return mine
}
