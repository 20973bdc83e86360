import { ApiError } from '@/lib/api-error'
import { apiErrorBody } from '@/lib/images/schemas'

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

/**
 * Asks our own API. The answer's shape is not checked again: the schemas its types come from made it.
 * @param path without the base path, its segments encoded
 * @throws ApiError with the server's words; status 0 when the server could not be reached
 * @throws AbortError when the signal aborts
 */
export async function getJson<Answer>(
  path: string,
  { signal, searchParams }: { signal?: AbortSignal; searchParams?: SearchParams } = {},
): Promise<Answer> {
  const response = await ask(apiAddress(path, searchParams), signal)
  if (!response.ok) throw await failureOf(response)
  try {
    return (await response.json()) as Answer
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'The connection broke before the answer was complete.', { cause: error })
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
  const body = apiErrorBody.safeParse(await response.json().catch(() => null))
  const message = body.data?.message ?? `The server answered ${response.status} ${response.statusText}`.trim()
  const retryAfter = Number(response.headers.get('retry-after') ?? '')
  return new ApiError(response.status, message, retryAfter > 0 ? { retryAfter } : {})
}
