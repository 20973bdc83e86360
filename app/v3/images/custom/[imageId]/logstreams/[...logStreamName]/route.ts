import { handle } from '@/app/v3/handle'
import { getImageLogEvents } from '@/lib/aws/get-image-log-events'
import { pageResponse } from '@/lib/aws/quota/packed-page'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageLogEvents, async (scope, question, deadline, _caller, request) =>
  pageResponse(await getImageLogEvents(scope, question, deadline), request.headers.get('accept-encoding')),
)
