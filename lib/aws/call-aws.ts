import 'server-only'
import { metrics } from '@/lib/metrics'
import { currentRequest } from '@/lib/request-context'
import { type AwsFailure, toAwsFailure } from './aws-failure'
import { type AwsOperation, checkOwnAnswer } from './own-answer'
import { awaitQuota } from './quota/aws-quota'
import type { Scope } from './scope'
import { unlessAborted } from './unless-aborted'

/**
 * Asks AWS once, the SDK's own bounded retries included. An answer that is not the operation's own is a failure.
 * @param signal the caller's deadline: when it aborts, the request's socket closes
 * @throws AwsFailure, always
 */
export async function callAws<Answer extends object>(
  operation: AwsOperation,
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
    // A body that stops half way is not always the SDK's to abort; the deadline holds regardless.
    const answer = await unlessAborted(ask({ abortSignal: signal }), signal)
    checkOwnAnswer(operation, answer)
    tell('ok')
    return answer
  } catch (error) {
    const failure: AwsFailure = toAwsFailure(error, signal)
    tell(failure.code)
    throw failure
  }
}
