import { handle } from '@/app/v3/handle'
import { describeImage } from '@/lib/aws/describe-image'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.describeImage, describeImage)
