import { expect, test } from 'vitest'
import type { ImageInfoSummary } from '../schemas'
import { familyOf } from './family'
import { goodBuildsOf } from './last-good'

test.each([
  ['hpc-al2023-3-14-0', '3.14.0', 'hpc-al2023'],
  ['hpc-al2023-3140', '3.14.0', 'hpc-al2023'],
  ['hpc-al2023-v3-14-0-2026-11-27', '3.14.0', 'hpc-al2023'],
  ['hpc-al2023-20261127', '3.14.0', 'hpc-al2023'],
  ['hpc-al2023-20261127-0930', '', 'hpc-al2023'],
  ['2026-11-hpc', '', 'hpc'],
  ['shared-base', '3.1.2', 'shared-base'],
  ['try-rocky9-on-3-1-3', '3.1.3', 'try-rocky9-on'],
  ['ubuntu2204-20', '3.1.3', 'ubuntu2204-20'],
  ['v3-14-0', '3.14.0', 'v3-14-0'],
])('%s of version %s is of the family %s', (imageId, version, family) =>
  expect(familyOf({ imageId, version })).toBe(family),
)

const image = (imageId: string, month: number, isGood = true): ImageInfoSummary => ({
  imageId,
  version: '3.13.0',
  imageBuildStatus: isGood ? 'BUILD_COMPLETE' : 'BUILD_FAILED',
  region: 'us-east-1',
  creationTime: `2026-0${month}-01T00:00:00.000Z`,
  ...(isGood && { ec2AmiInfo: { amiId: 'ami-0a' } }),
})

test('the last good build is the newest of the family before this one; only where there is none, a later one', () => {
  const images = [
    image('hpc-2026-01', 1),
    image('hpc-2026-02', 2),
    image('hpc-2026-03', 3, false),
    image('cfd-2026-03', 3),
    image('hpc-2026-05', 5),
    image('hpc-2026-06', 6),
  ]
  const found = (startedAt: string) =>
    goodBuildsOf({ imageId: 'hpc-2026-04', version: '3.13.0', startedAt }, images).map(
      ({ image: { imageId }, isLater }) => `${imageId}${isLater ? ' later' : ''}`,
    )
  expect(found('2026-04-01T00:00:00.000Z')).toEqual([
    'hpc-2026-02',
    'hpc-2026-01',
    'hpc-2026-05 later',
    'hpc-2026-06 later',
  ])
  expect(found('2025-04-01T00:00:00.000Z')[0]).toBe('hpc-2026-01 later')
})
