import { handle } from '@/app/v3/handle'
import { archiveImage } from '@/lib/aws/archive/archive-image'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.archiveImage, archiveImage)
