import { handle } from '@/app/v3/handle'
import { downloadLogStream } from '@/lib/aws/download-log-stream'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.downloadImageLog, downloadLogStream)
