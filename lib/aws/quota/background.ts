import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

const storage = new AsyncLocalStorage<true>()

/** Calls to AWS made within `work` give way to those somebody waits for, and leave them a part of the quota. */
export function inBackground<Result>(work: () => Result): Result {
  return storage.run(true, work)
}

export function isBackground(): boolean {
  return storage.getStore() === true
}
