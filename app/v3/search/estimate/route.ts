import { handle } from '@/app/v3/handle'
import { estimateQuery } from '@/lib/aws/search/estimate-query'
import * as operations from '@/lib/images/search/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.estimateQuery, estimateQuery)
