import { handle } from '@/app/v3/handle'
import { explainImage } from '@/lib/aws/build-log/explain-image'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getImageCause, explainImage)
