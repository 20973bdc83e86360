import { ApiError } from './api-error'
import { apiAddress, failureOf } from './get-json'

/**
 * Asks our own API to do something. Unlike a question it is sent once: what got no answer may have been done.
 * @param path without the base path, its segments encoded
 * @throws ApiError with the server's words; status 0 when the server could not be reached
 */
export async function postJson<Answer>(
  path: string,
  searchParams: Parameters<typeof apiAddress>[1],
): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(apiAddress(path, searchParams), {
      method: 'POST',
      // No form and no foreign page can send it: see lib/server/check-post.ts.
      headers: { accept: 'application/json', 'x-requested-with': 'image-build-logs' },
    })
  } catch (error) {
    throw new ApiError(0, 'This dashboard’s server could not be reached.', { cause: error })
  }
  if (!response.ok) throw await failureOf(response)
  return (await response.json()) as Answer
}
