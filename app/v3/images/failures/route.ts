import { handle } from '@/app/v3/handle'
import { listImageFailures } from '@/lib/aws/list-image-failures'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.listImageFailures, listImageFailures)
