import 'server-only'
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { currentAwsSettings } from '@/lib/settings-aws'
import { toAwsFailure } from './aws-failure'
import { callAws } from './call-aws'
import { s3 } from './clients'
import { parallelClusterTag } from './image-stacks'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

type Tags = Parameters<typeof parallelClusterTag>[0]

/**
 * A link to the build's configuration in its bucket, good for an hour; `NOT_AVAILABLE`, upstream's word, when the
 * tags do not say where it is, it may not be read, or account ids are masked: a link carries the access key's id, which
 * holds the account's.
 */
export async function imageConfigurationUrl(scope: Scope, tags: Tags, signal: AbortSignal): Promise<string> {
  const { MASK_ACCOUNT_IDS, CUSTOM_S3_BUCKETS } = currentAwsSettings()
  const object = MASK_ACCOUNT_IDS ? null : configurationObject(tags, CUSTOM_S3_BUCKETS)
  if (!object) return 'NOT_AVAILABLE'
  const briefly = AbortSignal.any([signal, AbortSignal.timeout(5_000)])
  try {
    await sharedAnswer('HeadObject', scope, object, briefly, (alive) =>
      callAws('HeadObject', scope, alive, (options) =>
        s3(scope).send(new HeadObjectCommand(object), options),
      ),
    )
    return await getSignedUrl(s3(scope), new GetObjectCommand(object), { expiresIn: 3_600 })
  } catch {
    return 'NOT_AVAILABLE'
  }
}

/** A configuration has some dozen lines. */
const mostBytes = 64 * 1024

/**
 * The build's configuration as it lies in its bucket, or why it cannot be read, in AWS's words.
 * @throws AwsFailure for want of quota
 */
export async function readConfiguration(
  scope: Scope,
  tags: Tags,
  signal: AbortSignal,
): Promise<{ text: string } | { reason: string }> {
  const object = configurationObject(tags, currentAwsSettings().CUSTOM_S3_BUCKETS)
  if (!object) return { reason: 'Its tags do not say where it is.' }
  const briefly = AbortSignal.any([signal, AbortSignal.timeout(5_000)])
  try {
    const { Body, ContentLength = 0 } = await callAws('GetObject', scope, briefly, (options) =>
      s3(scope).send(new GetObjectCommand(object), options),
    )
    if (ContentLength > mostBytes || !Body) return { reason: 'It is longer than 64 KB.' }
    return { text: await Body.transformToString() }
  } catch (error) {
    const failure = toAwsFailure(error, signal)
    if (failure.kind === 'throttled') throw failure
    return { reason: failure.message }
  }
}

/** The bucket ParallelCluster makes for itself in each account and region. */
const ownBucket = /^parallelcluster-[0-9a-f]+-v1-do-not-delete$/
/** `parallelcluster/3.13.0/images/my-image-0a1b2c3d4e5f6a7b/configs/image-config.yaml`: the image's own folder. */
const configurationKey = /^parallelcluster\/[\w.-]+\/images\/([^/]+)-[^/-]+\/configs\/image-config\.yaml$/

/**
 * A tag is text that anybody with the right to tag could write: only what build-image itself could have written
 * leads to a signed link.
 */
export function configurationObject(
  tags: Tags,
  customBuckets: readonly string[],
): { Bucket: string; Key: string } | null {
  const fromTag = /^s3:\/\/([^/]+)\/(.+)$/.exec(parallelClusterTag(tags, 'build_config') ?? '')
  const Bucket = fromTag?.[1] ?? parallelClusterTag(tags, 's3_bucket') ?? ''
  const Key = fromTag?.[2] ?? `${parallelClusterTag(tags, 's3_image_dir')}/configs/image-config.yaml`
  const imageId = parallelClusterTag(tags, 'image_id')
  if (!ownBucket.test(Bucket) && !customBuckets.includes(Bucket)) return null
  return configurationKey.exec(Key)?.[1] === imageId && imageId !== undefined ? { Bucket, Key } : null
}
