import { AsyncLocalStorage } from 'node:async_hooks'
import type { Rights } from './rights'

/** Who is asking, as sign-in established it. `name` is for people to read, `id` for limits and the access log. */
export type User = {
  id: string
  name: string
  how: 'session' | 'proxy' | 'token'
  /** As the provider or the proxy tells; a token has none. */
  groups?: readonly string[] | undefined
  /** Where the person ends the session, when that can be done from here. */
  signOut?: { method: 'get' | 'post'; href: string }
}

/** What the gateway knows about the request being served; route handlers and lib/aws add to it. */
export type RequestContext = {
  requestId: string
  user?: User
  /** What the user may read; absent where no ACCESS_FILE restricts anybody. */
  rights?: Rights
  awsCalls: number
  /** Which images an answer tells of, for the audit. */
  read?: Reading
}

export type Reading = {
  operationId: string
  account: string
  region: string
  imageIds: readonly string[]
  /** Whether it was answered as if there were no such image, for want of rights. */
  hidden?: boolean
}

const key = Symbol.for('image-build-logs.request')
const store = globalThis as { [key]?: AsyncLocalStorage<RequestContext> }

/** One storage for the whole process: the gateway and Next's bundles each carry a copy of this file. */
export function requestStorage(): AsyncLocalStorage<RequestContext> {
  store[key] ??= new AsyncLocalStorage()
  return store[key]
}

/** Undefined outside a request. */
export function currentRequest(): RequestContext | undefined {
  return requestStorage().getStore()
}
