import { handle } from '@/app/v3/handle'
import { listImageLogStreams } from '@/lib/aws/list-image-log-streams'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.listImageLogStreams, listImageLogStreams)
