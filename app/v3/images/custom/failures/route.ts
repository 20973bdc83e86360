import { handle } from '@/app/v3/handle'
import { listFailureGroups } from '@/lib/aws/fleet/list-failure-groups'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.listFailureGroups, listFailureGroups)
