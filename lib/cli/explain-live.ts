import { explainImage } from '@/lib/aws/build-log/explain-image'
import { describeImage } from '@/lib/aws/describe-image'
import { resolveScope } from '@/lib/aws/scope'
import type { ExplainLive } from './explain'

const patienceMs = 10 * 60_000

/** Explains an image of an AWS account with the credentials the AWS CLI would use. @throws ApiError with AWS's words */
export const explainLive: ExplainLive = async ({ imageId, ...where }) => {
  const scope = await resolveScope(where)
  const signal = AbortSignal.timeout(patienceMs)
  const explained = await explainImage(scope, { imageId }, signal)
  // It may be refused where the log is not; the cause stands without it.
  const version = await describeImage(scope, { imageId }, signal).then(
    (image) => image.version,
    () => '',
  )
  return { ...explained, region: scope.region, ...(version ? { version } : {}) }
}
