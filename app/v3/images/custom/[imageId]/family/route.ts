import { handle } from '@/app/v3/handle'
import { imageFamily } from '@/lib/aws/fleet/image-family'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageFamily, imageFamily)
