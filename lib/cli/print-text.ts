import type { Cause } from '@/lib/images/build-log/cause'
import { BUILD_AGAIN, CERTAINTY } from '@/lib/images/build-log/cause-words'
import type { ExplainedBuild } from './explained-build'

const headings = {
  ok: 'GOOD',
  warning: 'GOOD, with a warning',
  cleanupFailed: 'GOOD, but its stack could not be cleaned up',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
  running: 'NOT ENDED',
}

/** One build for a terminal. */
export function asText(build: ExplainedBuild): string {
  const cause = build.cause ?? build.warning
  const lines = [
    `${headings[build.outcome]}: ${[build.imageId, build.logStreamName].filter(Boolean).join(', log stream ')}`,
    ...(cause ? causeLines(cause) : []),
    ...(cause || !build.reason ? [] : [build.reason]),
    ...(build.unread ?? []).map(({ source, message }) => `Not read (${source}): ${message}`),
    ...(build.problems ?? []).map(({ path, message }) => `${path}: ${message}`),
  ]
  return `${lines.join('\n')}\n`
}

function causeLines(cause: Cause): string[] {
  const at = cause.lines[0]?.at
  const certainty = CERTAINTY[cause.certainty]
  const place = [cause.component && `component ${cause.component}`, cause.phase && `phase ${cause.phase}`]
    .filter(Boolean)
    .join(', ')
  return [
    ...(cause.step
      ? [
          `Step:   ${cause.step}${place ? ` (${place})` : ''}${cause.exitCode === undefined ? '' : `, exit code ${cause.exitCode}`}`,
        ]
      : []),
    ...(cause.causeStep ? [`        The cause is in an earlier step: ${cause.causeStep}`] : []),
    `Cause:  ${cause.sentence}${certainty ? ` (${certainty.toLowerCase()})` : ''}`,
    ...(cause.lines.length > 0 ? cause.lines : cause.nearby).map(({ text }) => `        > ${text}`),
    ...(at ? [`        at ${new Date(at.timestamp).toISOString()}`] : []),
    ...(cause.advice ? [`Advice: ${cause.advice}`] : []),
    ...(cause.changes ?? []).map(({ text }) => `Change: ${text.replaceAll('\n', '\n        ')}`),
    ...(cause.buildAgain ? [`Again:  ${BUILD_AGAIN[cause.buildAgain]}`] : []),
    ...(cause.url ? [`See:    ${cause.url}`] : []),
    ...(cause.stackReason ? [`AWS:    ${cause.stackReason}`] : []),
  ]
}
