import { handle } from '@/app/v3/handle'
import { startQueries } from '@/lib/aws/search/start-queries'
import * as operations from '@/lib/images/search/operations'

export { DELETE, GET, OPTIONS, PATCH, PUT } from '@/app/v3/other-than-post'
export const POST = handle(operations.startQuery, startQueries)
