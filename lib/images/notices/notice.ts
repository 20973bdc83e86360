import type { Cause } from '../build-log/cause'
import { cleanLine } from '../build-log/clean-line'
import { formatDuration } from '../time-format'

/** What is told of a build outside the dashboard: that it ended, or that it seems stuck. */
export type Notice = {
  /** The same for the same news, whoever tells it and however often: receivers may drop what they had before. */
  id: string
  event: 'build.ended' | 'build.stuck'
  outcome: 'available' | 'warning' | 'failed' | 'cancelled' | 'deleted' | 'stuck'
  imageId: string
  region: string
  /** A name of ACCOUNTS. */
  account: string
  /** ParallelCluster's. */
  version: string
  startedAt: string
  /** When the build ended, or when it was found stuck. */
  at: string
  /** At most two lines of plain text; none where there is nothing to say. */
  cause: string[]
  /** The page that tells more. */
  url: string
}

const verbs: Record<Notice['outcome'], string> = {
  available: 'is available',
  warning: 'is available, with a warning',
  failed: 'failed',
  cancelled: 'was cancelled',
  deleted: 'ended without an AMI',
  stuck: 'seems stuck',
}
const glyphs: Record<Notice['outcome'], string> = {
  available: '✓',
  warning: '⚠',
  failed: '✗',
  cancelled: '·',
  deleted: '·',
  stuck: '⚠',
}

/** `✗ hpc-al2023 failed after 12 min 3 s`. */
export function titleOf({ outcome, imageId, startedAt, at }: Notice): string {
  const took = Date.parse(at) - Date.parse(startedAt)
  const after = took > 0 ? ` after ${formatDuration(took)}` : ''
  return `${glyphs[outcome]} ${imageId} ${verbs[outcome]}${after}`
}

/** Where the build is: `3.13.0 in eu-west-1, account build`. */
export function placeOf({ version, region, account }: Notice, severalAccounts: boolean): string {
  const what = version === '' ? '' : `ParallelCluster ${version} in `
  return `${what}${region}${severalAccounts ? `, account ${account}` : ''}`
}

/** As much of a line as a chat message shows. */
const longestLine = 300

/** A cause in two lines: its sentence with the step, and the log's line that says so. */
export function causeLines(cause: Cause): string[] {
  const where = cause.step === undefined || cause.sentence.includes(cause.step) ? '' : `${cause.step}: `
  const said = cause.lines[0]?.text ?? cause.stackReason
  return [`${where}${cause.sentence}`, ...(said === undefined ? [] : [said])].map(shorten)
}

/** One line without control characters, cut where it is too long. */
export function shorten(text: string): string {
  const line = cleanLine(text, longestLine)
  return line.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim()
}
