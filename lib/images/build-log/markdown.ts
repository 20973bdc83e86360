import type { UnreadSource } from '../unread-source'
import type { Cause } from './cause'
import type { QuotedLine } from './outline-schema'

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
  ]
  const lines = cause.lines.length > 0 ? cause.lines : cause.nearby
  const parts = [
    `### ${title(cause)}`,
    cause.sure ? cause.sentence : `${cause.sentence} (not sure)`,
    lines.length > 0 ? fence(lines) : '',
    facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `- ${name}: \`${value}\``)
      .join('\n'),
    ...(build.unread ?? []).map(({ source, message }) => `Not read (${source}): ${message}`),
    cause.stackReason ? `AWS's reason: ${cause.stackReason}` : '',
    cause.url ? `See ${cause.url}` : '',
  ]
  return maskAccounts(`${parts.filter(Boolean).join('\n\n')}\n`)
}

const title = ({ step, exitCode }: Cause) =>
  step
    ? `Step ${step} failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}`
    : 'The build failed'

/** A fence longer than any run of backticks in the text. */
function fence(lines: readonly QuotedLine[]): string {
  const text = lines.map((line) => line.text).join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}\n${text}\n${marks}`
}
