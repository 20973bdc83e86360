import 'server-only'
import type { ImageFailure } from '@/lib/images/build-log/image-failure'
import { failureOfRecord } from '@/lib/images/fleet/build-record'
import { failedStackStatuses } from '@/lib/images/image-build-status'
import type { StackFacts } from '@/lib/images/merge-images'
import { isReadable } from './allowed-images'
import { withAnswerDeadline } from './answer-deadline'
import { keptFailure } from './archive/kept-lists'
import { toAwsFailure } from './aws-failure'
import { findImageStack } from './find-image-stack'
import { lookInto } from './fleet/look-into'
import { heldImageStack, toStackFacts } from './image-stacks'
import { inBackground } from './quota/background'
import type { Scope } from './scope'
import { streamAnswer } from './stream-answer'

/** So many builds are looked into side by side for one caller. */
const atOnce = 3
type Line = ImageFailure | { imageId: string; message: string }

/**
 * What failed in each of these images' builds, one JSON object a line, as it becomes known: what was found out before
 * first. Calls to AWS give way to those somebody waits for. A build is looked into once, whoever asks.
 */
export async function listImageFailures(
  scope: Scope,
  { imageIds }: { imageIds: string[] },
  _deadline: AbortSignal,
  caller: AbortSignal,
): Promise<Response> {
  const lines = inBackground(() =>
    failures(
      scope,
      imageIds.filter((imageId) => isReadable(scope, imageId)),
      caller,
    ),
  )
  return streamAnswer(lines, { 'content-type': 'application/x-ndjson; charset=utf-8' })
}

async function* failures(scope: Scope, imageIds: string[], caller: AbortSignal): AsyncGenerator<string> {
  const left = [...imageIds]
  const asked = new Map<string, Promise<Line>>()
  while (left.length > 0 || asked.size > 0) {
    while (asked.size < atOnce && left.length > 0) {
      const imageId = left.shift() ?? ''
      asked.set(
        imageId,
        inBackground(() => withAnswerDeadline(caller, (deadline) => failureOf(scope, imageId, deadline))),
      )
    }
    const line = await Promise.race(asked.values())
    asked.delete(line.imageId)
    yield `${JSON.stringify(line)}\n`
  }
}

/** A build that cannot be looked into says why, and the others are told all the same. */
async function failureOf(scope: Scope, imageId: string, signal: AbortSignal): Promise<Line> {
  try {
    const stack = heldImageStack(scope, imageId) ?? (await stackNow(scope, imageId, signal))
    if (!stack || !failedStackStatuses.has(stack.stackStatus)) {
      const ofKept = stack ? undefined : await keptFailure(scope, imageId)
      return ofKept ?? { imageId, message: `No failed build of image ${imageId} stands.` }
    }
    return failureOfRecord((await lookInto(scope, stack, signal)).record)
  } catch (error) {
    return { imageId, message: toAwsFailure(error, signal).message }
  }
}

async function stackNow(scope: Scope, imageId: string, signal: AbortSignal): Promise<StackFacts | null> {
  const stack = await findImageStack(scope, imageId, signal)
  return stack && toStackFacts(stack)
}
