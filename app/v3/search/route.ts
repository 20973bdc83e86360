import { handle } from '@/app/v3/handle'
import { searchBuilds } from '@/lib/aws/search/search-builds'
import * as operations from '@/lib/images/search/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.searchBuilds, searchBuilds)
