import { ApiError } from '@/lib/api-error'
import { waitForQuota } from '@/lib/quota-wait'

type SearchParams = Record<string, string | number | boolean | undefined>

/** The address of one of our own routes as the browser asks it: base path in front, absent parameters left out. */
export function apiAddress(path: string, searchParams: SearchParams = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(searchParams)) {
    if (value !== undefined) query.set(name, String(value))
  }
  const text = query.toString()
  return (process.env.NEXT_PUBLIC_BASE_PATH ?? '') + path + (text && `?${text}`)
}

/** So long AWS's quota is waited for before its refusal counts as the answer. */
const patienceMs = 120_000
/** Our own limit on a client's requests asks for longer: that is not waited for quietly. */
const longestPause = 10

/**
 * Asks our own API. The answer's shape is not checked again: the schemas its types come from made it. Where AWS's
 * quota is used up it waits and asks again, see quota-wait.ts.
 * @param path without the base path, its segments encoded
 * @throws ApiError with the server's words; status 0 when the server could not be reached
 * @throws AbortError when the signal aborts
 */
export async function getJson<Answer>(
  path: string,
  { signal, searchParams }: { signal?: AbortSignal; searchParams?: SearchParams } = {},
): Promise<Answer> {
  const response = await askPatiently(apiAddress(path, searchParams), signal)
  try {
    return (await response.json()) as Answer
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'The connection broke before the answer was complete.', { cause: error })
  }
}

async function askPatiently(address: string, signal: AbortSignal | undefined): Promise<Response> {
  const began = Date.now()
  for (let pause = 1; ; pause = Math.min(pause * 1.5, longestPause)) {
    const response = await ask(address, signal)
    if (response.ok) return response
    const failure = await failureOf(response)
    const { status, retryAfter = 1 } = failure
    if (status !== 429 || retryAfter > longestPause || Date.now() - began > patienceMs) throw failure
    // Not all at once: whoever else was refused waits too.
    await waitForQuota(Math.max(retryAfter, pause) * 1000 * (0.75 + Math.random() / 2), signal)
  }
}

async function ask(address: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(address, { ...(signal && { signal }), headers: { accept: 'application/json' } })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'This dashboard’s server could not be reached.', { cause: error })
  }
}

/** The failure a response tells of; one from something in between, such as a proxy, has no message of ours. */
export async function failureOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const message = messageOf(body) ?? `The server answered ${response.status} ${response.statusText}`.trim()
  const retryAfter = Number(response.headers.get('retry-after') ?? '')
  return new ApiError(response.status, message, retryAfter > 0 ? { retryAfter } : {})
}

const messageOf = (body: unknown) =>
  typeof body === 'object' && body && 'message' in body && typeof body.message === 'string'
    ? body.message
    : undefined
