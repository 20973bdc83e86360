import { handle } from '@/app/v3/handle'
import { listImages } from '@/lib/aws/list-images'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.listImages, listImages)
