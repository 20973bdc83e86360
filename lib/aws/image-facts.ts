import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatIsoTime } from '@/lib/images/iso-time'
import { type AmiFacts, mergeImages, type StackFacts } from '@/lib/images/merge-images'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { callDeadline } from './answer-deadline'
import { AwsFailure } from './aws-failure'
import { deletedStacksSoFar, toDeletedStackFacts } from './find-stack'
import { amiPages, toAmiFacts } from './image-amis'
import { imageLogGroupsSoFar } from './image-log-groups'
import { imageStackPages, toStackFacts } from './image-stacks'
import { type Progressive, readProgressively } from './progressive'
import type { Scope } from './scope'
import { withKnownCompletion } from './stack-completion'

/** AMIs are read after the stacks, but do not wait longer for them. */
const stacksAheadMs = 200

type Source = { read: Progressive<unknown>; name: string; isRefused?: true }

/** What AWS's four lists tell of the images of a scope, read side by side. */
export function readImageFacts(scope: Scope) {
  const stacks = readProgressively(stackFactPages(scope))
  const amis = readProgressively(amiPagesBeside(stacks.done, scope))
  const logGroups = imageLogGroupsSoFar(scope)
  const deletedStacks = deletedStacksSoFar(scope)
  const groups: Source = { read: logGroups, name: 'Log groups' }
  const sources: Source[] = [
    { read: stacks, name: 'Stacks' },
    { read: amis, name: 'AMIs' },
    groups,
    { read: deletedStacks, name: 'Deleted stacks' },
  ]
  const warnings: string[] = []
  let failure: unknown
  for (const source of sources) {
    source.read.done.catch((error: unknown) => {
      // A part that may not be read is missing and said to be; any other failure is everybody's, and so are the stacks.
      if (source.read === stacks || !(error instanceof AwsFailure) || error.kind !== 'refused')
        failure ??= error
      else {
        source.isRefused = true
        warnings.push(`${source.name} could not be read: ${error.message}`)
      }
    })
  }
  const isOver = ({ read, isRefused }: Source) => read.isDone || isRefused === true

  return {
    /** How much has been read; grows with each item. */
    size: () => sources.reduce((sum, { read }) => sum + read.items.length, 0),
    /** Whether AWS has said something of stacks and of AMIs, be it that there are none. */
    isBegun: () => sources.slice(0, 2).every((source) => source.read.pages > 0 || isOver(source)),
    isDone: () => sources.every(isOver),
    /** Resolves when more is known. */
    changed: () => Promise.race(sources.filter((source) => !isOver(source)).map(({ read }) => read.changed)),
    /** @throws what reading threw */
    check(): void {
      if (failure !== undefined) throw failure
    },
    warnings: (): readonly string[] => [
      ...warnings,
      ...sources.flatMap(({ name, read: { kept } }) =>
        kept?.why === undefined
          ? []
          : [`${name} are as of ${formatIsoTime(kept.since)}, and could not be read again: ${kept.why}`],
      ),
    ],
    /** What is kept on purpose. */
    notes: (): readonly string[] =>
      sources.flatMap(({ name, read: { kept } }) =>
        kept && kept.why === undefined
          ? [
              `${name} are as of ${formatIsoTime(kept.since)}, with new ones added since: a list this long is read again every few minutes.`,
            ]
          : [],
      ),
    /** The images as they are known by now, newest first. */
    images(): ImageInfoSummary[] {
      const named = new Set(amis.items.map(({ imageId }) => imageId))
      for (const { imageId } of logGroups.items) named.add(imageId)
      const images = mergeImages(
        {
          stacks: stacks.items.map(withKnownCompletion),
          amis: amis.items,
          logGroups: logGroups.items,
          deletedStacks: deletedStacks.items
            .filter(({ StackName = '' }) => named.has(StackName))
            .flatMap(toDeletedStackFacts),
        },
        scope.region,
      )
      // Until all groups are known, nobody knows that one does not exist; where they may not be read, never.
      const seen = (image: ImageInfoSummary) =>
        logGroups.isDone || (image.hasLogGroup && !groups.isRefused) ? image : withoutLogGroup(image)
      return images.map(seen)
    },
  }
}

async function* stackFactPages(scope: Scope): AsyncGenerator<StackFacts[]> {
  for await (const page of imageStackPages(scope)) yield page.map(toStackFacts)
}

async function* amiFactPages(scope: Scope): AsyncGenerator<AmiFacts[]> {
  for await (const page of amiPages(scope, callDeadline)) yield page.map(toAmiFacts)
}

/**
 * An AMI is tagged before its stack goes: read after the stacks, none falls between the two. Where the stacks take long
 * the AMIs are read meanwhile, and then once more.
 */
async function* amiPagesBeside(stacksDone: Promise<unknown>, scope: Scope): AsyncGenerator<AmiFacts[]> {
  const ended = stacksDone.then(
    () => true,
    () => true,
  )
  const afterStacks = await Promise.race([ended, sleep(stacksAheadMs, false)])
  yield* amiFactPages(scope)
  if (afterStacks) return
  await ended
  yield* amiFactPages(scope)
}

export function withoutLogGroup({ hasLogGroup: _, ...image }: ImageInfoSummary): ImageInfoSummary {
  return image
}
