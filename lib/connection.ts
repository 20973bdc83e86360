import { serverNow } from './server-clock'

/**
 * Whether this tab hears of the server. `silent`: nothing asked since then has been answered. `signedOut`: the server
 * answers, but only to ask who one is. Times are epoch milliseconds by the server's clock.
 */
export type Connection =
  | { readonly state: 'fine' }
  | { readonly state: 'silent' | 'signedOut'; readonly since: number }

const fine: Connection = { state: 'fine' }
let connection: Connection = fine
let answeredAt = Number.NEGATIVE_INFINITY
const listeners = new Set<() => void>()
const wakers = new Set<() => void>()

export const currentConnection = () => connection
export const connectionAtFirst = () => fine

export function onConnection(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Called when whatever is still waited for may have been lost: after a sleep, a freeze, a network that was away. */
export function onWake(waker: () => void): () => void {
  if (wakers.size === 0) watchPage()
  wakers.add(waker)
  return () => {
    wakers.delete(waker)
  }
}

/** @param signedOut whether the server only asked who one is; AWS's own refusals have the same status */
export function noteAnswer(signedOut = false) {
  answeredAt = performance.now()
  const wasSilent = connection.state === 'silent'
  if (!signedOut) become(fine)
  else if (connection.state !== 'signedOut') become({ state: 'signedOut', since: serverNow() })
  // A moment later, when whoever was answered waits no more.
  if (wasSilent) setTimeout(wake)
}

/** A question could not be sent, or its answer broke off. @param sentAt when, on performance.now()'s clock */
export function noteFailure(sentAt: number) {
  // Where others are answered meanwhile it is that question's own failure.
  if (answeredAt < sentAt) beSilent(sentAt)
}

/** A question sent at `sentAt` has been waiting for `forMs`: a slow one, if others are answered meanwhile. */
export function noteWaiting(sentAt: number, forMs: number) {
  if (performance.now() - answeredAt >= forMs) beSilent(Math.max(sentAt, answeredAt))
}

function beSilent(since: number) {
  if (connection.state !== 'silent')
    become({ state: 'silent', since: serverNow() - (performance.now() - since) })
}

/** Nothing is asked any more, so nobody knows. */
export function noteNothingAsked() {
  if (connection.state === 'silent') become(fine)
}

function become(next: Connection) {
  if (next === connection) return
  connection = next
  for (const listener of listeners) listener()
}

function wake() {
  for (const waker of [...wakers]) waker()
}

let watching = false

function watchPage() {
  if (watching || typeof window === 'undefined') return
  watching = true
  window.addEventListener('online', wake)
  window.addEventListener('pageshow', (event) => event.persisted && wake())
  // A frozen tab that is thawed.
  document.addEventListener('resume', wake)
}
