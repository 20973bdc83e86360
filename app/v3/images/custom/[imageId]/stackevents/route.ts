import { handle } from '@/app/v3/handle'
import { getImageStackEvents } from '@/lib/aws/get-image-stack-events'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageStackEvents, getImageStackEvents)
