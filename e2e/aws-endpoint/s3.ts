import type { AwsCall } from './wire/aws-call'
import { AwsError } from './wire/aws-error'
import type { Region } from './world'

/** Path-style only: `/<bucket>/<key>`. Holds the builds' configuration files that presigned links point to. */
export function getObject(region: Region, { params }: AwsCall): string {
  const key = decodeURIComponent(String(params.path).slice(1))
  const text = region.objects.get(key)
  if (text === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  return text
}
