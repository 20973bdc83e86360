import { expect, test } from 'vitest'
import { buildDuration, buildState, isMoving } from './build-state'
import type { ImageInfoSummary } from './schemas'

const image = (over: Partial<ImageInfoSummary>): ImageInfoSummary => ({
  imageId: 'img',
  imageBuildStatus: 'BUILD_COMPLETE',
  region: 'us-east-1',
  version: '3.13.0',
  ...over,
})
const ami = { ec2AmiInfo: { amiId: 'ami-0a1b2c3d' } }

test('an AMI whose stack could not be deleted is available, and its clean-up failed', () => {
  expect(buildState(image({ ...ami, cloudformationStackStatus: 'DELETE_FAILED' }))).toEqual({
    kind: 'warning',
    words: 'Available; clean-up failed',
  })
})

test('an AMI is available whatever the stack does on its way out', () => {
  expect(buildState(image({ ...ami, cloudformationStackStatus: 'DELETE_IN_PROGRESS' })).words).toBe(
    'Available',
  )
})

test('a rolled-back build is a failed one', () => {
  const rolledBack = {
    imageBuildStatus: 'BUILD_FAILED',
    cloudformationStackStatus: 'ROLLBACK_COMPLETE',
  } as const
  expect(buildState(image(rolledBack))).toEqual({ kind: 'failed', words: 'Failed; rolled back' })
})

test('what somebody cancelled is not called failed, whoever knows it', () => {
  const failed = image({ imageBuildStatus: 'BUILD_FAILED', cloudformationStackStatus: 'CREATE_FAILED' })
  expect(buildState({ ...failed, imagebuilderImageStatus: 'CANCELLED' }).words).toBe('Cancelled')
  expect(buildState(failed, 'cancelled').words).toBe('Cancelled')
  expect(buildState(failed, 'failed').words).toBe('Failed')
})

test('a failed deletion without an AMI is not called available', () => {
  expect(buildState(image({ imageBuildStatus: 'DELETE_FAILED' })).words).toBe('Deletion failed')
})

test('a good image moves on while its stack is being deleted', () => {
  expect(isMoving(image({ ...ami, cloudformationStackStatus: 'DELETE_IN_PROGRESS' }))).toBe(true)
  expect(isMoving(image(ami))).toBe(false)
})

test('only a running build grows older', () => {
  const creationTime = '2026-11-21T00:00:00.000Z'
  const now = Date.parse('2026-11-21T00:42:00.000Z')
  expect(buildDuration(image({ creationTime, imageBuildStatus: 'BUILD_IN_PROGRESS' }), now)).toBe(42 * 60_000)
  expect(buildDuration(image({ creationTime, imageBuildStatus: 'BUILD_FAILED' }), now)).toBeUndefined()
  expect(buildDuration(image({ creationTime, completionTime: '2026-11-21T00:10:00.000Z' }), now)).toBe(
    600_000,
  )
})

test('a kept build says that it is, and nothing of it moves any more', () => {
  const kept = { imageBuildStatus: 'BUILD_IN_PROGRESS', kept: true } as const
  expect(buildState({ ...kept, imageBuildStatus: 'BUILD_FAILED' }).words).toBe('Failed; kept')
  expect(isMoving(kept)).toBe(false)
})
