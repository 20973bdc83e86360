import { handle } from '@/app/v3/handle'
import { listAttemptsAndKept } from '@/lib/aws/archive/kept-lists'
import * as operations from '@/lib/images/stack-events/attempts-operation'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'
export const GET = handle(operations.listImageAttempts, listAttemptsAndKept)
