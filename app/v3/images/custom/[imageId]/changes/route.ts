import { handle } from '@/app/v3/handle'
import { imageChanges } from '@/lib/aws/changes/image-changes'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageChanges, imageChanges)
