import { handle } from '@/app/v3/handle'
import { badRequest } from '@/lib/api-error'
import { readOutline } from '@/lib/aws/build-log/read-outline'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageOutline, (scope, { imageId, logStreamName }, signal) => {
  if (logStreamName === undefined) throw badRequest("Missing query parameter 'logStreamName'")
  return readOutline(scope, { imageId, logStreamName }, signal)
})
