import { handle } from '@/app/v3/handle'
import { getImageLogEvents } from '@/lib/aws/get-image-log-events'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageLogEvents, getImageLogEvents)
