import { handle } from '@/app/v3/handle'
import { findInLogStream } from '@/lib/aws/find-in-log-stream'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.findInImageLog, findInLogStream)
