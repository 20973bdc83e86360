import type { ImageBuildStatus } from './schemas'

/** What a stack's status says about the build; statuses nobody has seen yet are judged by their last word. */
export function imageBuildStatusOfStack(stackStatus: string): ImageBuildStatus {
  if (stackStatus === 'DELETE_IN_PROGRESS') return 'DELETE_IN_PROGRESS'
  if (stackStatus === 'DELETE_FAILED') return 'DELETE_FAILED'
  if (stackStatus === 'DELETE_COMPLETE') return 'DELETE_COMPLETE'
  if (stackStatus.includes('ROLLBACK_') || stackStatus.endsWith('_FAILED')) {
    return /^(UPDATE|IMPORT)_ROLLBACK_.*IN_PROGRESS$/.test(stackStatus) ? 'BUILD_IN_PROGRESS' : 'BUILD_FAILED'
  }
  return stackStatus.endsWith('_IN_PROGRESS') ? 'BUILD_IN_PROGRESS' : 'BUILD_COMPLETE'
}

/** The stack statuses upstream lists as FAILED. */
export const failedStackStatuses: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'DELETE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
])
