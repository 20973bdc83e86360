import 'server-only'
import type { Notice } from '@/lib/images/notices/notice'
import { bodyFor, type Receiver } from '@/lib/images/notices/receivers'

/** A receiver that has not answered by then is tried again later. */
const patienceMs = 10_000

/** `refused`: this receiver will never take it. `reason` holds nothing of the address. */
export type Posted = { outcome: 'taken' } | { outcome: 'refused' | 'failed'; reason: string }

/** Posts a notice once. Never throws, and never follows a redirect: the address is the operator's word. */
export async function postNotice(
  receiver: Receiver,
  notice: Notice,
  severalAccounts: boolean,
): Promise<Posted> {
  try {
    const response = await fetch(receiver.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'image-build-logs',
        // What was taken without a word of it comes again under the same key.
        'idempotency-key': notice.id,
      },
      body: JSON.stringify(bodyFor(receiver, notice, severalAccounts)),
    })
    await response.body?.cancel().catch(() => undefined)
    if (response.ok) return { outcome: 'taken' }
    const reason = `answered ${response.status}`
    return { outcome: isFinal(response.status) ? 'refused' : 'failed', reason }
  } catch (error) {
    return { outcome: 'failed', reason: wordsOf(error) }
  }
}

/** A revoked webhook, a body it does not read, a redirect; not a timeout, and not "too many". */
const isFinal = (status: number) => status >= 300 && status < 500 && ![408, 425, 429].includes(status)

/** The code alone: messages may repeat the address. */
function wordsOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `did not answer within ${patienceMs / 1000} s`
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  return code === undefined ? 'could not be reached' : `could not be reached (${code})`
}
