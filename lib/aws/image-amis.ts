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
  return sharedAnswer('DescribeImages', scope, { imageId }, signal, async (alive) => {
    const amis: Image[] = []
    for await (const page of amiPages(scope, () => alive, imageId)) amis.push(...page)
    return amis
  })
}

/** The same, page by page, each within a deadline of its own. @throws AwsFailure */
export async function* amiPages(
  scope: Scope,
  deadline: () => AbortSignal,
  imageId?: string,
): AsyncGenerator<Image[]> {
  const Filters = [
    imageId === undefined
      ? { Name: 'tag-key', Values: ['parallelcluster:image_id'] }
      : { Name: 'tag:parallelcluster:image_id', Values: [imageId] },
  ]
  let NextToken: string | undefined
  do {
    // In pieces that are read quickly: meanwhile nobody else is answered.
    const MaxResults = 500
    const page = await callAws('DescribeImages', scope, deadline(), (options) =>
      ec2(scope).send(
        new DescribeImagesCommand({ Owners: ['self'], Filters, NextToken, MaxResults }),
        options,
      ),
    )
    yield page.Images ?? []
    NextToken = page.NextToken || undefined
  } while (NextToken !== undefined)
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
