import 'server-only'
import { createHash } from 'node:crypto'
import type { BuildOutcome } from '@/lib/images/build-log/cause'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import { failedStackStatuses } from '@/lib/images/image-build-status'
import type { StackFacts } from '@/lib/images/merge-images'
import { causeLines, type Notice, shorten } from '@/lib/images/notices/notice'
import { withAnswerDeadline } from '../answer-deadline'
import { explainImage } from '../build-log/explain-image'
import { describeImage } from '../describe-image'
import type { Scope } from '../scope'
import type { WatchedBuild } from './watched-builds'

/** So long the last lines, and AWS's own word, may be on their way: then the notice goes as it is. */
const settlesMs = 3 * 60_000

/** Tells news of one build apart from any other, whoever tells it. */
export const noticeId = (stackId: string, event: Notice['event']) =>
  createHash('sha256').update(`${stackId} ${event}`).digest('hex').slice(0, 32)

/**
 * What is to be told of a build that no longer runs.
 * @param stack as it stands; undefined once it is gone
 * @param isNewest false when the image has been built again since: only the stack tells then
 * @param waitedMs how long ago the build was found to have ended
 * @returns undefined while the cause may still be on its way
 */
export async function noticeOfEnd(
  scope: Scope,
  build: WatchedBuild,
  stack: StackFacts | undefined,
  isNewest: boolean,
  waitedMs: number,
  signal: AbortSignal,
): Promise<Omit<Notice, 'url'> | undefined> {
  const explained = isNewest ? await explain(scope, build.imageId, signal) : undefined
  if (isNewest && waitedMs < settlesMs && !isSettled(explained)) return undefined
  return {
    id: noticeId(build.stackId, 'build.ended'),
    event: 'build.ended',
    ...factsOf(build),
    at: (isNewest && (await endOf(scope, build, signal))) || new Date(Date.now() - waitedMs).toISOString(),
    outcome: outcomes[explained?.outcome ?? 'running'] ?? byStack(stack),
    cause: causeIn(explained),
  }
}

export const factsOf = ({ imageId, region, account, version, startedAt }: WatchedBuild) => ({
  imageId,
  region,
  account,
  version,
  startedAt,
})

const outcomes: Record<BuildOutcome, Notice['outcome'] | undefined> = {
  ok: 'available',
  warning: 'warning',
  cleanupFailed: 'warning',
  failed: 'failed',
  cancelled: 'cancelled',
  running: undefined,
}

const byStack = (stack: StackFacts | undefined): Notice['outcome'] =>
  stack && failedStackStatuses.has(stack.stackStatus) ? 'failed' : 'deleted'

/** Undefined where it cannot be looked into just now. */
async function explain(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<ImageExplanation | undefined> {
  return withAnswerDeadline(signal, (deadline) => explainImage(scope, { imageId }, deadline)).catch(
    () => undefined,
  )
}

function isSettled(explained: ImageExplanation | undefined): boolean {
  if (!explained || explained.outcome === 'running') return false
  return explained.outcome !== 'failed' || (explained.cause?.lines.length ?? 0) > 0
}

function causeIn(explained: ImageExplanation | undefined): string[] {
  const cause = explained?.cause ?? explained?.warning
  if (cause) return causeLines(cause)
  return explained?.reason === undefined || explained.outcome === 'running' ? [] : [shorten(explained.reason)]
}

/** AWS's own word on when the build ended. */
async function endOf(scope: Scope, { imageId, startedAt }: WatchedBuild, signal: AbortSignal) {
  const described = await withAnswerDeadline(signal, (deadline) =>
    describeImage(scope, { imageId }, deadline),
  ).catch(() => undefined)
  const at = described?.completionTime ?? described?.creationTime
  return at !== undefined && at > startedAt ? at : undefined
}
