import 'server-only'
import { metrics } from '@/lib/metrics'
import { currentRequest } from '@/lib/request-context'
import { type AwsFailure, toAwsFailure } from './aws-failure'
import { awaitQuota } from './quota/aws-quota'
import type { Scope } from './scope'

/**
 * Asks AWS once, the SDK's own bounded retries included.
 * @param signal the caller's deadline: when it aborts, the request's socket closes
 * @throws AwsFailure, always
 */
export async function callAws<Answer>(
  operation: string,
  scope: Scope,
  signal: AbortSignal,
  ask: (options: { abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  let began = performance.now()
  const tell = (outcome: string) => metrics().awsCall(operation, outcome, (performance.now() - began) / 1000)
  try {
    const request = currentRequest()
    await awaitQuota(operation, scope, signal, request?.awsCalls === 0)
    began = performance.now()
    if (request) request.awsCalls += 1
    const answer = await withinDeadline(ask({ abortSignal: signal }), signal)
    tell('ok')
    return answer
  } catch (error) {
    const failure: AwsFailure = toAwsFailure(error, signal)
    tell(failure.code)
    throw failure
  }
}

/** A body that stops half way is not always the SDK's to abort; the deadline holds regardless. */
async function withinDeadline<Answer>(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  let onAbort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
  asked.catch(() => {})
  try {
    return await Promise.race([asked, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
