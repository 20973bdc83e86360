import { z } from 'zod'
import { addStackStatus, isDeleted } from '../cloudformation/stack'
import { defaultAccount } from '../wire/aws-call'
import type { World } from '../world'

const deletionInput = z.strictObject({
  account: z.string().default(defaultAccount),
  region: z.string().default('us-east-1'),
  /** ParallelCluster's. */
  imageId: z.string(),
  /** Whether the 90 days are over as well, for which CloudFormation tells of a deleted stack. */
  forgotten: z.boolean().default(false),
})

/** What is left of an image after `pcluster delete-image`: neither AMI nor log, and a deleted stack. */
export function deleteImage(world: World, input: unknown, now: number): unknown {
  const { account, region: name, imageId, forgotten } = deletionInput.parse(input)
  const region = world.region(account, name)
  const logGroup = region.logGroups.delete(`/aws/imagebuilder/ParallelClusterImage-${imageId}`)
  const amis = [...region.amis.values()].filter(({ tags }) => tags['parallelcluster:image_id'] === imageId)
  for (const ami of amis) region.amis.delete(ami.imageId)
  const stacks = [...region.stacks.values()].filter(({ stackName }) => stackName === imageId)
  for (const stack of stacks) {
    if (forgotten) region.stacks.delete(stack.stackId)
    else if (!isDeleted(stack)) {
      addStackStatus(stack, now, 'DELETE_IN_PROGRESS', 'User Initiated')
      addStackStatus(stack, now, 'DELETE_COMPLETE')
      stack.tags = {}
    }
  }
  return { logGroup, amis: amis.length, stacks: stacks.length }
}
