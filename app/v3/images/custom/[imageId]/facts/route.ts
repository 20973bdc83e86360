import { handle } from '@/app/v3/handle'
import { readBuildFacts } from '@/lib/aws/changes/read-build-facts'
import * as operations from '@/lib/images/operations'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.getBuildFacts, readBuildFacts)
