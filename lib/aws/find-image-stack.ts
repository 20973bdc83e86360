import 'server-only'
import type { Stack, StackSummary } from '@aws-sdk/client-cloudformation'
import { LRUCache } from 'lru-cache'
import { findStack, listDeletedStacks } from './find-stack'
import { isImageStack, parallelClusterTag } from './image-stacks'
import { type Scope, scopeKey } from './scope'

/** Other stacks of a name are looked at again now and then; an image's stack stays one for as long as it is known. */
const checked = new LRUCache<string, boolean>({ max: 5_000 })
const otherStacksMs = 60_000

/** So many builds of one name are told at most, the newest; each costs a question once. */
const mostBuilds = 100

/**
 * The standing stack of the image, or null where none stands or the stack of that name is another software's.
 * @throws AwsFailure
 */
export async function findImageStack(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<Stack | null> {
  const stack = await findStack(scope, imageId, signal)
  return stack && belongsTo(stack, imageId) ? stack : null
}

/**
 * The image's deleted stacks, newest first, asked for one by one as they are wanted.
 * @throws AwsFailure
 */
export async function* deletedImageStacks(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): AsyncGenerator<StackSummary> {
  const ended = ({ DeletionTime, CreationTime }: StackSummary) =>
    (DeletionTime ?? CreationTime)?.getTime() ?? 0
  const ofName = (await listDeletedStacks(scope, signal))
    .filter(({ StackName }) => StackName === imageId)
    .sort((a, b) => ended(b) - ended(a))
    .slice(0, mostBuilds)
  for (const stack of ofName) {
    if (stack.StackId !== undefined && (await isStackOfImage(scope, stack.StackId, imageId, signal)))
      yield stack
  }
}

/**
 * Whether a stack is one that build-image made for this image.
 * @throws AwsFailure
 */
export async function isStackOfImage(
  scope: Scope,
  stackId: string,
  imageId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const key = `${scopeKey(scope)} ${imageId} ${stackId}`
  const known = checked.get(key)
  if (known !== undefined) return known
  const stack = await findStack(scope, stackId, signal)
  const belongs = stack !== null && belongsTo(stack, imageId)
  checked.set(key, belongs, belongs ? {} : { ttl: otherStacksMs })
  return belongs
}

/** A deleted stack has lost its tags. Its parameters it keeps, and build-image's have names like no other's. */
const buildImageParameter =
  /^CfnParam(CookbookVersion|ChefCookbook|CincInstaller|ChefDnaJson|UpdateOsAndReboot)$/

function belongsTo(stack: Stack, imageId: string): boolean {
  if (stack.StackName !== imageId) return false
  if (isImageStack(stack)) return parallelClusterTag(stack.Tags, 'image_id') === imageId
  return (
    stack.StackStatus === 'DELETE_COMPLETE' &&
    stack.ParentId === undefined &&
    (stack.Parameters ?? []).some(({ ParameterKey = '' }) => buildImageParameter.test(ParameterKey))
  )
}
