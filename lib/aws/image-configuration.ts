import 'server-only'
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { callAws } from './call-aws'
import { s3 } from './clients'
import { parallelClusterTag } from './image-stacks'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

type Tags = Parameters<typeof parallelClusterTag>[0]

/**
 * A link to the build's configuration in its bucket, good for an hour; `NOT_AVAILABLE`, upstream's word, when the
 * tags do not say where it is or it may not be read.
 */
export async function imageConfigurationUrl(scope: Scope, tags: Tags, signal: AbortSignal): Promise<string> {
  const object = configurationObject(tags)
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

/** A tag is text that anybody with the right to tag could write, and a bucket becomes part of a host name. */
function configurationObject(tags: Tags): { Bucket: string; Key: string } | null {
  const s3Address = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/
  const [, Bucket, Key] = s3Address.exec(parallelClusterTag(tags, 'build_config') ?? '') ?? []
  if (Bucket !== undefined && Key !== undefined) return { Bucket, Key }
  const bucket = parallelClusterTag(tags, 's3_bucket')
  const folder = parallelClusterTag(tags, 's3_image_dir')
  if (folder === undefined || !s3Address.test(`s3://${bucket}/x`)) return null
  return { Bucket: bucket ?? '', Key: `${folder}/configs/image-config.yaml` }
}
