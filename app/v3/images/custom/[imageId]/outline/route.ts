import { handle } from '@/app/v3/handle'
import { getImageOutline } from '@/lib/aws/build-log/read-outline'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageOutline, getImageOutline)
