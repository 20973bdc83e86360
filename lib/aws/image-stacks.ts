import 'server-only'
import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import type { StackFacts } from '@/lib/images/merge-images'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

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
  return { stacks, ...(page.NextToken !== undefined && { nextToken: page.NextToken }) }
}

/** The stacks of all images whose stack still stands. @throws AwsFailure */
export async function imageStacks(scope: Scope, signal: AbortSignal): Promise<Stack[]> {
  const stacks: Stack[] = []
  let nextToken: string | undefined
  do {
    const page = await imageStacksPage(scope, nextToken, signal)
    stacks.push(...page.stacks)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return stacks
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
