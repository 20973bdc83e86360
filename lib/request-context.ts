import { AsyncLocalStorage } from 'node:async_hooks'

/** Who is asking, as sign-in established it. `name` is for people to read, `id` for limits and the access log. */
export type User = {
  id: string
  name: string
  how: 'session' | 'proxy' | 'token'
  /** Where the person ends the session, when that can be done from here. */
  signOut?: { method: 'get' | 'post'; href: string }
}

/** What the door knows about the request being served; route handlers and lib/aws add to it. */
export type RequestContext = {
  requestId: string
  user?: User
  awsCalls: number
}

const key = Symbol.for('image-build-logs.request')
const store = globalThis as { [key]?: AsyncLocalStorage<RequestContext> }

/** One storage for the whole process: the door and Next's bundles each carry a copy of this file. */
export function requestStorage(): AsyncLocalStorage<RequestContext> {
  store[key] ??= new AsyncLocalStorage()
  return store[key]
}

/** Undefined outside a request, and under `next dev`, which has no door. */
export function currentRequest(): RequestContext | undefined {
  return requestStorage().getStore()
}
