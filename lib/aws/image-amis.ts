import 'server-only'
import { DescribeImagesCommand, type Image } from '@aws-sdk/client-ec2'
import type { AmiFacts } from '@/lib/images/merge-images'
import { callAws } from './call-aws'
import { ec2 } from './clients'
import { parallelClusterTag } from './image-stacks'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/**
 * The account's own AMIs made by build-image, those of one image if it is named.
 * @throws AwsFailure
 */
export function imageAmis(scope: Scope, signal: AbortSignal, imageId?: string): Promise<Image[]> {
  return sharedAnswer('DescribeImages', scope, { imageId }, signal, (alive) =>
    askForAmis(scope, alive, imageId),
  )
}

async function askForAmis(scope: Scope, signal: AbortSignal, imageId?: string): Promise<Image[]> {
  const Filters = [
    imageId === undefined
      ? { Name: 'tag-key', Values: ['parallelcluster:image_id'] }
      : { Name: 'tag:parallelcluster:image_id', Values: [imageId] },
  ]
  const amis: Image[] = []
  let NextToken: string | undefined
  do {
    const page = await callAws('DescribeImages', scope, signal, (options) =>
      ec2(scope).send(new DescribeImagesCommand({ Owners: ['self'], Filters, NextToken }), options),
    )
    amis.push(...(page.Images ?? []))
    NextToken = page.NextToken || undefined
  } while (NextToken !== undefined)
  return amis
}

/** The tag that the build's last step puts on the AMI. */
export function isTaggedAvailable(ami: Image): boolean {
  return parallelClusterTag(ami.Tags, 'build_status') === 'available'
}

export function toAmiFacts(ami: Image): AmiFacts {
  const created = new Date(ami.CreationDate ?? 0)
  return {
    imageId: parallelClusterTag(ami.Tags, 'image_id') ?? '',
    amiId: ami.ImageId ?? '',
    version: parallelClusterTag(ami.Tags, 'version') ?? '',
    creationTime: (Number.isNaN(created.getTime()) ? new Date(0) : created).toISOString(),
    tagged: isTaggedAvailable(ami),
  }
}
