import { randomUUID } from 'node:crypto'
import { addStackEvent, addStackStatus, type Stack, stackArn } from './aws-endpoint/cloudformation/stack'
import { ensureLogGroup, ensureLogStream } from './aws-endpoint/logs/log-group'
import type { World } from './aws-endpoint/world'

const minute = 60_000
const hour = 60 * minute
const version = '3.13.0'
const logGroupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
const regionOf = (world: World, region: string) => world.region('123456789012', region)
const tagsOf = (imageId: string) => ({
  'parallelcluster:image_id': imageId,
  'parallelcluster:version': version,
})

/** The end of each failed log: a step of a user's script, and what went wrong in it. */
const failure = [
  'Document arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-script/3.13.0/1',
  'Phase build',
  ...Array.from({ length: 150 }, (_, n) => `Stdout: Installing package ${n} of 150`),
  'Step InstallTools',
  'ExecuteBash: STARTED EXECUTION',
  'CmdExecution: Command execution has been completed',
  'CmdExecution: [ ERROR ] Command execution has resulted in an error',
  'CmdExecution: Stderr: /tmp/script.sh: line 27: mamba: command not found',
  'CmdExecution: ExitCode 127',
  'ExecuteBash: FINISHED EXECUTION',
  'TOE has completed execution with failure - Execution failed!',
]

/** Builds that failed, an hour apart, the newest two hours ago: each with its stack, its log and Image Builder's word. */
export function addFailedImages(world: World, count: number, name = 'us-east-1'): void {
  const region = regionOf(world, name)
  const now = Date.now()
  for (let n = 0; n < count; n++) {
    const imageId = `failed-${String(n).padStart(4, '0')}`
    const creationTime = now - (n + 2) * hour
    const arn = `arn:aws:imagebuilder:${name}:123456789012:image/parallelclusterimage-${imageId}/${version}/1`
    const reason = "Workflow Execution ID: 'wf-1' failed with reason: Document arn:x failed!"
    const stack: Stack = {
      stackId: stackArn(region, imageId, randomUUID()),
      stackName: imageId,
      stackStatus: 'CREATE_IN_PROGRESS',
      creationTime,
      parameters: {},
      tags: tagsOf(imageId),
      events: [],
    }
    region.stacks.set(stack.stackId, stack)
    const image = {
      logicalResourceId: 'ParallelClusterImage',
      physicalResourceId: arn,
      resourceType: 'AWS::ImageBuilder::Image',
    }
    const told = `Resource handler returned message: "Error occurred during operation '${reason}'." (RequestToken: 1, HandlerErrorCode: GeneralServiceException)`
    addStackStatus(stack, creationTime, 'CREATE_IN_PROGRESS', 'User Initiated')
    addStackEvent(stack, { ...image, timestamp: creationTime + minute, resourceStatus: 'CREATE_IN_PROGRESS' })
    addStackEvent(stack, {
      ...image,
      timestamp: creationTime + 40 * minute,
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: told,
    })
    const failed = 'The following resource(s) failed to create: [ParallelClusterImage]. '
    addStackStatus(stack, creationTime + 41 * minute, 'CREATE_FAILED', failed)
    region.images.set(arn, {
      arn,
      name: imageId,
      version,
      status: 'FAILED',
      reason,
      failureContext: {},
      dateCreated: creationTime,
    })
    const group = ensureLogGroup(region, logGroupOf(imageId), creationTime + 15 * minute)
    ensureLogStream(group, `${version}/1`, creationTime + 15 * minute).events.generate(
      failure.length,
      (line) => creationTime + 15 * minute + line * 1000,
      (line) => failure[line] ?? '',
    )
  }
}

/** Good images with their AMIs and log groups, an hour apart, the newest an hour and a half ago. */
export function addGoodImages(world: World, count: number, name = 'us-east-1'): void {
  const region = regionOf(world, name)
  const now = Date.now()
  for (let n = 0; n < count; n++) {
    const imageId = `good-${String(n).padStart(4, '0')}`
    const creationTime = now - (n + 1.5) * hour
    const amiId = `ami-${n.toString(16).padStart(17, '0')}`
    region.amis.set(amiId, {
      imageId: amiId,
      name: imageId,
      state: 'available',
      architecture: 'x86_64',
      creationTime,
      tags: { ...tagsOf(imageId), 'parallelcluster:build_status': 'available' },
    })
    ensureLogGroup(region, logGroupOf(imageId), creationTime - 40 * minute)
  }
}

/** Stacks of other software that were deleted within the last 80 days. */
export function addDeletedStacks(world: World, count: number, name = 'us-east-1'): void {
  const region = regionOf(world, name)
  const now = Date.now()
  for (let n = 0; n < count; n++) {
    const stackName = `other-software-${n}`
    const creationTime = now - Math.floor(((n + 1) / count) * 80 * 24 * hour)
    const stackId = stackArn(region, stackName, randomUUID())
    region.stacks.set(stackId, {
      stackId,
      stackName,
      stackStatus: 'DELETE_COMPLETE',
      creationTime,
      deletionTime: creationTime + minute,
      parameters: {},
      tags: {},
      events: [],
    })
  }
}
