import { handle } from '@/app/v3/handle'
import { getQueryResults } from '@/lib/aws/search/get-query-results'
import * as operations from '@/lib/images/search/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getQueryResults, getQueryResults)
