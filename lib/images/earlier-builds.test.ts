import { expect, test } from 'vitest'
import { comparableImages } from './earlier-builds'
import type { ImageInfoSummary } from './schemas'

const good = (imageId: string, version: string): ImageInfoSummary => ({
  imageId,
  version,
  imageBuildStatus: 'BUILD_COMPLETE',
  region: 'us-east-1',
  ec2AmiInfo: { amiId: 'ami-0a' },
})
const failed = (imageId: string, version: string): ImageInfoSummary => ({
  imageId,
  version,
  imageBuildStatus: 'BUILD_FAILED',
  region: 'us-east-1',
})
const ids = (images: ImageInfoSummary[]) => images.map(({ imageId }) => imageId)

test('a build is compared with good ones of its version, its namesakes first', () => {
  const images = [
    good('cfd-rocky9-3-13-0', '3.13.0'),
    good('hpc-al2023-a', '3.13.0'),
    failed('hpc-al2023-b', '3.13.0'),
  ]
  expect(ids(comparableImages({ imageId: 'hpc-al2023-c', version: '3.13.0' }, images))).toEqual([
    'hpc-al2023-a',
    'cfd-rocky9-3-13-0',
  ])
})

test('another version counts only where the id is the same but for the version', () => {
  const images = [good('hpc-al2023-3-13-0', '3.13.0'), good('render-rhel9-3-13-0', '3.13.0')]
  expect(ids(comparableImages({ imageId: 'hpc-al2023-3-14-0', version: '3.14.0' }, images))).toEqual([
    'hpc-al2023-3-13-0',
  ])
})
