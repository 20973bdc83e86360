import 'server-only'
import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { LRUCache } from 'lru-cache'
import type { StackFacts } from '@/lib/images/merge-images'
import { callDeadline } from './answer-deadline'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { sharedAnswer } from './quota/shared-answer'
import { type Scope, scopeKey } from './scope'

type Tag = { Key?: string | undefined; Value?: string | undefined }

/** The value of one of the `parallelcluster:` tags that build-image puts on the stack and the AMI. */
export function parallelClusterTag(tags: readonly Tag[] | undefined, name: string) {
  return tags?.find(({ Key }) => Key === `parallelcluster:${name}`)?.Value
}

/**
 * One page of all stacks, those of images kept; it may be empty and still have a successor.
 * @throws AwsFailure
 */
export async function imageStacksPage(
  scope: Scope,
  nextToken: string | undefined,
  signal: AbortSignal,
): Promise<{ stacks: Stack[]; nextToken?: string }> {
  const page = await sharedAnswer('DescribeStacks', scope, { nextToken }, signal, (alive) =>
    callAws('DescribeStacks', scope, alive, (options) =>
      cloudFormation(scope).send(new DescribeStacksCommand({ NextToken: nextToken }), options),
    ),
  )
  const stacks = (page.Stacks ?? []).filter(isImageStack)
  for (const stack of stacks) hold(scope, toStackFacts(stack))
  return { stacks, ...(page.NextToken !== undefined && { nextToken: page.NextToken }) }
}

/** The stacks of all images whose stack still stands, page by page. @throws AwsFailure */
export async function* imageStackPages(scope: Scope): AsyncGenerator<Stack[]> {
  let nextToken: string | undefined
  do {
    const page = await imageStacksPage(scope, nextToken, callDeadline())
    yield page.stacks
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}

/** Those listed lately, the newest of each image: what the list shows is asked about next. */
const listed = new LRUCache<string, StackFacts>({ max: 10_000, ttl: 5 * 60_000 })
const keyOf = (scope: Scope, imageId: string) => `${scopeKey(scope)} ${imageId}`

function hold(scope: Scope, stack: StackFacts): void {
  const key = keyOf(scope, stack.imageId)
  const other = listed.get(key)
  if (!other || other.creationTime <= stack.creationTime) listed.set(key, stack)
}

/** The image's stack, if it was listed within the last minutes. */
export function heldImageStack(scope: Scope, imageId: string): StackFacts | undefined {
  return listed.get(keyOf(scope, imageId))
}

/** Nested stacks carry their parent's tags. */
export function isImageStack(stack: Stack): boolean {
  return stack.ParentId === undefined && parallelClusterTag(stack.Tags, 'image_id') !== undefined
}

export function toStackFacts(stack: Stack): StackFacts {
  return {
    imageId: parallelClusterTag(stack.Tags, 'image_id') ?? stack.StackName ?? '',
    stackId: stack.StackId ?? '',
    stackStatus: stack.StackStatus ?? '',
    ...(stack.StackStatusReason !== undefined && { stackStatusReason: stack.StackStatusReason }),
    version: parallelClusterTag(stack.Tags, 'version') ?? '',
    creationTime: (stack.CreationTime ?? new Date(0)).toISOString(),
  }
}
