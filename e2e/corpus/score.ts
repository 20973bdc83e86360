import { type Cause, type Explanation, explainBuild } from '../../lib/images/build-log/cause'
import type { Alternative } from '../../lib/images/build-log/outline-schema'
import { BuildLogParser } from '../../lib/images/build-log/parser'
import type { RawEvent } from '../../lib/images/build-log/paste'
import type { ExpectedLog } from './expected'

/** How what was told of one build compares with what is true. */
export interface Score {
  file: string
  mechanism: string
  /** Whether the build failed and a cause is to be told. */
  failed: boolean
  /** What is wrong of outcome, step, exit code and quoted line; empty when all is right. */
  wrong: string
  /** Undefined where nothing is said about it. */
  explains?: boolean
  misleads?: boolean
  sure: boolean
  /** Whether the true line is quoted by the cause or one of the first two alternatives. */
  firstThree?: boolean
  /** A cause on a build that is good. */
  falseAlarm?: boolean
  found: string
}

export function explainEvents(events: readonly RawEvent[]): Explanation {
  const parser = new BuildLogParser()
  for (const event of events) parser.push(event.timestamp, event.message)
  return explainBuild({ outline: parser.outline() })
}

export function scoreLog(want: ExpectedLog, file: string, events: readonly RawEvent[]): Score {
  const { outcome, cause, warning } = explainEvents(events)
  const found = cause ?? (want.outcome === 'warning' ? warning : undefined)
  const mechanism = want.mechanism ?? found?.kind ?? want.outcome
  const failed = want.outcome === 'failed' || want.outcome === 'warning'
  return {
    file,
    mechanism,
    failed,
    wrong: problemsOf(want, outcome, cause, found).join('; '),
    ...judged(want, found),
    ...(failed && want.causeIncludes.length > 0
      ? {
          firstThree: found
            ? candidatesOf(found)
                .slice(0, 3)
                .some((one) => quotes(one, want))
            : false,
        }
      : {}),
    ...(failed || want.outcome === 'running'
      ? {}
      : { falseAlarm: cause !== null || outcome !== want.outcome }),
    found: summary(outcome, found ?? warning),
  }
}

function problemsOf(
  want: ExpectedLog,
  outcome: string,
  cause: Cause | null,
  found: Cause | null | undefined,
): string[] {
  const quoted = found?.lines.map((line) => line.text).join('\n') ?? ''
  return [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    (found?.step ?? null) === want.failedStep ? '' : `step ${found?.step}, not ${want.failedStep}`,
    (found?.exitCode ?? null) === want.exitCode ? '' : `exit code ${found?.exitCode}, not ${want.exitCode}`,
    want.causeStep === undefined || found?.causeStep === want.causeStep
      ? ''
      : `causeStep ${found?.causeStep}`,
    ...want.causeIncludes.map((text) => (quoted.includes(text) ? '' : `cause lacks "${text}": ${quoted}`)),
    ...want.notCause.map((text) => (quoted.includes(text) ? `cause has "${text}"` : '')),
    want.outcome !== 'failed' && want.causeIncludes.length === 0 && cause
      ? `a cause where there is none: ${quoted}`
      : '',
  ].filter(Boolean)
}

/** `explains` and `misleads` against what a reader of the card is told. */
export function judged(
  want: { explains?: string; misleads?: string },
  found: Cause | null | undefined,
): Pick<Score, 'explains' | 'misleads' | 'sure'> {
  const told = found ? `${found.sentence} ${found.advice ?? ''}` : ''
  const explains = want.explains === undefined ? undefined : new RegExp(want.explains, 'i').test(told)
  const misleads =
    want.misleads === undefined ? undefined : new RegExp(want.misleads, 'i').test(told) && explains !== true
  return {
    ...(explains === undefined ? {} : { explains }),
    ...(misleads === undefined ? {} : { misleads }),
    sure: found?.sure ?? false,
  }
}

const candidatesOf = (found: Cause): (Cause | Alternative)[] => [found, ...(found.alternatives ?? [])]

const quotes = (one: Cause | Alternative, want: ExpectedLog): boolean => {
  const quoted = one.lines.map(({ text }) => text).join('\n')
  return want.causeIncludes.every((text) => quoted.includes(text))
}

export function summary(outcome: string, cause: Cause | null | undefined): string {
  if (!cause) return outcome
  const line = cause.lines[0]?.text ?? ''
  return `${outcome} ${cause.step ?? '?'} ${cause.exitCode ?? '-'} [${cause.ruleId} ${cause.certainty}] ${line.slice(-90)}`
}
