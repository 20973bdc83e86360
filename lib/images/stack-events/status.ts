/** What a status says about the operation it belongs to. */
export type StatusPhase = 'inProgress' | 'complete' | 'failed' | 'skipped' | 'unknown'

export interface ReadStatus {
  /** CREATE, UPDATE, DELETE, ROLLBACK, UPDATE_ROLLBACK, IMPORT, … as CloudFormation spells it. */
  operation: string
  phase: StatusPhase
}

const PHASES = [
  ['_IN_PROGRESS', 'inProgress'],
  ['_COMPLETE', 'complete'],
  ['_FAILED', 'failed'],
  ['_SKIPPED', 'skipped'],
] as const

/** There are few statuses and many events. */
const known = new Map<string, ReadStatus>()

/**
 * Reads a CloudFormation status by its ending, so that a status added tomorrow (`MOVE_IN_PROGRESS`) is
 * understood today and one without a known ending is `unknown` and nothing worse.
 * `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` is part of UPDATE.
 */
export function readStatus(resourceStatus: string): ReadStatus {
  const held = known.get(resourceStatus)
  if (held) return held
  const status = read(resourceStatus)
  known.set(resourceStatus, status)
  return status
}

function read(resourceStatus: string): ReadStatus {
  for (const [ending, phase] of PHASES) {
    if (!resourceStatus.endsWith(ending)) continue
    const operation = resourceStatus.slice(0, -ending.length).replace(/_COMPLETE_CLEANUP$/, '')
    return { operation, phase }
  }
  return { operation: resourceStatus, phase: 'unknown' }
}

/** Whether an operation undoes another one: its events are consequences, never causes. */
export function isRollback(operation: string): boolean {
  return /(^|_)ROLLBACK$/.test(operation)
}

/** Whether an operation takes away what others made. */
export function isUndoing(operation: string): boolean {
  return operation === 'DELETE' || isRollback(operation)
}
