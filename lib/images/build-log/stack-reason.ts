import { unwrapReason } from '../stack-events/reason'
import type { Finding } from './outline-schema'
import { type ReasonCase, reasonCases } from './stack-reason-cases'

/** Reasons have some hundred characters. Of a far longer one either end is read: CloudFormation's words and AWS's own. */
const longestEnd = 8_000

/** What the cases are looked for in. */
export const readReason = (raw: string): string =>
  raw.length <= 2 * longestEnd ? raw : `${raw.slice(0, longestEnd)}\n${raw.slice(-longestEnd)}`

/**
 * What a failure reason says by itself; nothing when it only points into the log, be there one or not. Image
 * Builder's reason and CloudFormation's alike: the build died before a component ran, or outside the instance.
 */
export function reasonFinding(raw: string, hasLog = true): Finding {
  const { message, componentArn } = unwrapReason(raw)
  const read = readReason(raw)
  const known = reasonCases.find((candidate) => candidate.reason.test(read))
  const lines = [{ text: message }]
  if (known && !componentArn) return { ...tellReason(known, read), lines }
  return {
    ruleId: 'stack-reason',
    sentence: componentArn
      ? `Image Builder names the component that failed. ${hasLog ? 'Its log, which would say why, has no failed step.' : 'Why it failed, only its log would say, and there is none to read.'}`
      : `Not recognised. The reason AWS gave: ${message.slice(0, 240)}`,
    sure: false,
    certainty: 'unrecognised',
    lines,
  }
}

export function tellReason(known: ReasonCase, raw: string): Omit<Finding, 'lines'> {
  const named = known.reason.exec(raw)?.slice(1).find(Boolean) ?? ''
  const sure = known.proven === true
  return {
    ruleId: known.id,
    sentence: known.says
      .replace('$1', () => named.trim())
      .replace(/ \(\)/, '')
      .replace(/: ?\.$/, '.'),
    advice: known.advice.replace('$1', () => named.trim()),
    tool: 'Image Builder',
    side: known.side,
    buildAgain: known.again,
    ...(known.change ? { changes: known.change } : {}),
    ...(known.url ? { url: known.url } : {}),
    sure,
    certainty: sure ? 'sure' : 'likely',
  }
}
