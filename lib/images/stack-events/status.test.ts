import { expect, test } from 'vitest'
import { RESOURCE_STATUSES } from './builders'
import { isRollback, isUndoing, readStatus } from './status'

test('each of the 28 statuses of a resource is read as its operation and phase', () => {
  expect(RESOURCE_STATUSES).toHaveLength(28)
  for (const status of RESOURCE_STATUSES) {
    const { operation, phase } = readStatus(status)
    const ending = { inProgress: 'IN_PROGRESS', complete: 'COMPLETE', failed: 'FAILED', skipped: 'SKIPPED' }
    expect(phase).not.toBe('unknown')
    expect(`${operation}_${ending[phase as keyof typeof ending]}`).toBe(status)
  }
})

test('a clean-up belongs to the operation it tidies', () => {
  expect(readStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')).toEqual({
    operation: 'UPDATE',
    phase: 'inProgress',
  })
  expect(readStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS').operation).toBe('UPDATE_ROLLBACK')
})

test('a status added tomorrow is understood by its ending, one without is unknown', () => {
  expect(readStatus('MOVE_FAILED')).toEqual({ operation: 'MOVE', phase: 'failed' })
  expect(readStatus('PAUSED')).toEqual({ operation: 'PAUSED', phase: 'unknown' })
})

test('every roll-back undoes, and so does a deletion; nothing else', () => {
  const undoing = RESOURCE_STATUSES.filter((status) => isUndoing(readStatus(status).operation))
  expect(undoing.every((status) => /ROLLBACK|DELETE/.test(status))).toBe(true)
  expect(undoing).toHaveLength(16)
  expect(isRollback('DELETE')).toBe(false)
})
