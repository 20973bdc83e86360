import 'server-only'
import type { StackEvent } from '@aws-sdk/client-cloudformation'
import { type BuildRecord, toBuildRecord } from '@/lib/images/fleet/build-record'
import { imageBuildStatusOfStack } from '@/lib/images/image-build-status'
import type { StackFacts } from '@/lib/images/merge-images'
import { analyze, copyOf } from '../analysis/analyze'
import { awsNow } from '../aws-clock'
import { AwsFailure } from '../aws-failure'
import { describeStackEvents } from '../describe-stack-events'
import { askLogEvents } from '../get-image-log-events'
import { toStackEvent } from '../get-image-stack-events'
import { edgesOf } from '../quota/packed-page'
import type { Scope } from '../scope'
import { buildEnd } from '../stack-completion'

/** The tail's first page may be empty; further back than this its row tells what the stack tells. */
const mostTailPages = 4
/** So long after its end a build's log gets no more lines. */
const settledMs = 60 * 60_000

/** A deleted stack's newest events tell of its deletion; its creation's are on the pages after. */
const mostEventPages = 5
/** As much of a resource's properties as a recipe names its parent image in. */
const recipeBytes = 2_000

/**
 * Why a build failed, from as little as tells it: a page of its stack's newest events, and the end of its log. The
 * image's own page reads all there is. Of a deleted stack, which may have been a good build's, all events are read.
 * @returns `settled` when asking again would find nothing else
 * @throws AwsFailure
 */
export async function deriveFailure(
  scope: Scope,
  stack: StackFacts,
  signal: AbortSignal,
): Promise<{ record: BuildRecord; settled: boolean }> {
  const isDeleted = stack.stackStatus === 'DELETE_COMPLETE'
  const events = await newestEvents(scope, stack.stackId, isDeleted ? mostEventPages : 1, signal)
  const logStreamName = logStreamOf(events)
  const page = logStreamName && (await endOfLog(scope, stack.imageId, logStreamName, signal))
  const evidence = {
    stackEvents: events.map(({ ResourceProperties: _, ...event }) => toStackEvent(event)),
    image: {
      imageBuildStatus: imageBuildStatusOfStack(stack.stackStatus),
      cloudformationStackStatus: stack.stackStatus,
      cloudformationStackStatusReason: stack.stackStatusReason,
    },
  }
  const log = page ? copyOf(page) : undefined
  const { explained, ended, facts } = await analyze('explainEnd', stack.stackId, [log, evidence], signal)
  const completionTime = isDeleted ? creationEnd(events, stack.stackId) : buildEnd(events, stack)
  const lastHeard = completionTime ? Date.parse(completionTime) : events[0]?.Timestamp?.getTime()
  const isOver = lastHeard !== undefined && awsNow(scope) - lastHeard > settledMs
  const build = {
    build: stack.stackId,
    imageId: stack.imageId,
    version: stack.version,
    startTime: stack.creationTime,
    completionTime,
    logStreamName: page && logStreamName,
    parentImage: parentImageOf(events),
  }
  return {
    record: toBuildRecord(build, explained, { facts }),
    settled: !stack.stackStatus.endsWith('_IN_PROGRESS') && (isOver || ended),
  }
}

async function newestEvents(
  scope: Scope,
  stackId: string,
  mostPages: number,
  signal: AbortSignal,
): Promise<StackEvent[]> {
  const events: StackEvent[] = []
  let nextToken: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const asked = { nextToken, properties: recipeBytes }
    const answer = await describeStackEvents(scope, stackId, signal, asked)
    events.push(...answer.events)
    nextToken = answer.nextToken
    if (nextToken === undefined) break
  }
  return events
}

/** When a stack that is gone by now had been made, or had failed to be. */
function creationEnd(events: readonly StackEvent[], stackId: string): string | undefined {
  const end = events.find(
    ({ PhysicalResourceId, ResourceStatus = '' }) =>
      PhysicalResourceId === stackId && /^(?:CREATE|ROLLBACK)_(?:COMPLETE|FAILED)$/.test(ResourceStatus),
  )
  return end?.Timestamp?.toISOString()
}

/** The image that the build began from, as its recipe's properties name it. */
function parentImageOf(events: readonly StackEvent[]): string | undefined {
  for (const { ResourceType, ResourceProperties = '' } of events) {
    if (ResourceType !== 'AWS::ImageBuilder::ImageRecipe') continue
    const parent = /"ParentImage":"([^"\\]{1,300})"/.exec(ResourceProperties)?.[1]
    if (parent) return parent
  }
  return undefined
}

/** Image Builder names the stream as the image's ARN ends, `3.13.0/1`; without an image there is no log. */
function logStreamOf(events: readonly StackEvent[]): string | undefined {
  const image = events.find(
    ({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId === 'ParallelClusterImage' && PhysicalResourceId?.startsWith('arn:'),
  )
  return /\/([^/]+\/[^/]+)$/.exec(image?.PhysicalResourceId ?? '')?.[1]
}

/** The log's last page as JSON; undefined where there is no such log, or no event in it. */
async function endOfLog(
  scope: Scope,
  imageId: string,
  logStreamName: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  let nextToken: string | undefined
  for (let page = 0; page < mostTailPages; page++) {
    const asked = { imageId, logStreamName, limit: 10_000, startFromHead: false }
    const answer = await unlessMissing(
      askLogEvents(scope, nextToken === undefined ? asked : { ...asked, nextToken }, signal),
    )
    if (!answer) return undefined
    if (edgesOf(answer.json).firstTimestamp !== undefined) return answer.json
    if (answer.prevToken === undefined || answer.prevToken === nextToken) return undefined
    nextToken = answer.prevToken
  }
  return undefined
}

async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'missing') return undefined
    throw error
  }
}
