import 'server-only'
import { logs } from './clients'
import type { Scope } from './scope'

/**
 * Now by AWS's clock, epoch milliseconds, within some minutes: the SDK corrects this machine's by the Date of each
 * answer, so it is right soon after a jump of the wall clock, and right away after an answer.
 */
export function awsNow(scope: Scope): number {
  return Date.now() + logs(scope).config.systemClockOffset
}
