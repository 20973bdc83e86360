import type { UnreadSource } from '../unread-source'
import type { Cause } from './cause'
import { BUILD_AGAIN, SIDES } from './cause-words'

/** Twelve digits that stand alone, as in an ARN: an account's id. */
export const maskAccounts = (text: string): string => text.replace(/(?<!\d)\d{12}(?!\d)/g, '************')

/** The cause as a bug report in Markdown: what failed, the lines, the facts; account ids masked. */
export function causeAsMarkdown(
  cause: Cause,
  build: {
    imageId: string
    region?: string | undefined
    logStreamName?: string | undefined
    version?: string | undefined
    unread?: readonly UnreadSource[] | undefined
  },
): string {
  const facts: [string, string | number | undefined][] = [
    ['Image', build.imageId],
    ['Region', build.region],
    ['ParallelCluster', build.version],
    ['Log stream', build.logStreamName],
    ['Component', cause.component],
    ['Phase', cause.phase],
    ['Step', cause.step],
    ['Exit code', cause.exitCode],
    ['Cause in step', cause.causeStep],
    ['Recipe', cause.recipe],
    ['Resource', cause.resource],
    ['Side', cause.side && SIDES[cause.side]],
    ['Build again', cause.buildAgain && BUILD_AGAIN[cause.buildAgain]],
  ]
  const lines = cause.lines.length > 0 ? cause.lines : cause.nearby
  const parts = [
    `### ${title(cause)}`,
    cause.sure
      ? cause.sentence
      : `${cause.sentence} (${cause.certainty === 'likely' ? 'likely' : 'not recognised'})`,
    lines.length > 0 ? fence(lines.map(({ text }) => text)) : '',
    cause.advice ?? '',
    ...(cause.changes ?? []).map(({ text, language }) => fence([text], language)),
    facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `- ${name}: ${code(String(value))}`)
      .join('\n'),
    ...(build.unread ?? []).map(({ source, message }) => `Not read (${source}): ${message}`),
    cause.stackReason ? `AWS's reason: ${cause.stackReason}` : '',
    cause.url ? `See ${cause.url}` : '',
  ]
  return maskAccounts(`${parts.filter(Boolean).join('\n\n')}\n`)
}

const title = ({ step, exitCode }: Cause) =>
  step
    ? `Step ${code(step)} failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}`
    : 'The build failed'

/** Code in a line, its marks longer than any run of backticks in the text. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return longest > 0 ? `${marks} ${text} ${marks}` : `${marks}${text}${marks}`
}

/** A fence longer than any run of backticks in the text. */
export function fence(lines: readonly string[], language = ''): string {
  const text = lines.join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text}\n${marks}`
}
