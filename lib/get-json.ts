import { ApiError } from '@/lib/api-error'
import { askOpened } from '@/lib/images/archive/opened-answers'
import { openedId } from '@/lib/images/archive/opened-scope'
import { noteAnswer } from './connection'
import { hedged } from './hedged'
import { noteAge } from './kept-answers'
import { waitForQuota } from './quota-wait'
import { noteServerDate } from './server-clock'

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
 * quota is used up it waits and asks again, see quota-wait.ts; where no answer comes it asks again too, see hedged.ts.
 * @param path without the base path, its segments encoded
 * @throws ApiError with the server's words; status 0 when the server could not be reached, or not in time
 * @throws the signal's reason when it aborts
 */
export async function getJson<Answer>(
  path: string,
  { signal, searchParams }: { signal?: AbortSignal; searchParams?: SearchParams } = {},
): Promise<Answer> {
  const opened = openedId(searchParams?.account)
  if (opened !== undefined) return (await askOpened(opened, path, searchParams ?? {}, signal)) as Answer
  const address = apiAddress(path, searchParams)
  const began = performance.now()
  const askedAt = Date.now()
  for (let pause = 1; ; pause = Math.min(pause * 1.5, longestPause)) {
    try {
      return await hedged<Answer>((attempt) => ask(address, path, attempt), signal)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { status, retryAfter = 1 } = error
      const patient = performance.now() - began < patienceMs
      if (status !== 429 || retryAfter > longestPause || !patient) throw error
      // Not all at once: whoever else was refused waits too.
      await waitForQuota(Math.max(retryAfter, pause) * 1000 * (0.75 + Math.random() / 2), signal, askedAt)
    }
  }
}

async function ask<Answer>(address: string, path: string, signal: AbortSignal): Promise<Answer> {
  const sentAt = Date.now()
  let response: Response
  try {
    response = await fetch(address, { signal, headers: { accept: 'application/json' } })
  } catch (error) {
    throw new ApiError(0, 'This dashboard’s server could not be reached.', { cause: error })
  }
  noteServerDate(response.headers.get('date'), sentAt)
  if (!response.ok) {
    const failure = await failureOf(response)
    noteAnswer(response.status === 401 && response.headers.has('www-authenticate'))
    throw failure
  }
  try {
    const answer = (await response.json()) as Answer
    noteAnswer()
    noteAge(path, response.headers.get('age'))
    return answer
  } catch (error) {
    throw new ApiError(0, 'The connection broke before the answer was complete.', { cause: error })
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
