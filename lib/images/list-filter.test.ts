import { expect, test } from 'vitest'
import { filterImages } from './list-filter'
import type { ImageInfoSummary } from './schemas'

const image = (imageId: string, over: Partial<ImageInfoSummary> = {}): ImageInfoSummary => ({
  imageId,
  imageBuildStatus: 'BUILD_COMPLETE',
  region: 'us-east-1',
  version: '3.13.0',
  ...over,
})
const ids = (images: ImageInfoSummary[]) => images.map(({ imageId }) => imageId)

const images = [
  image('alinux2-gpu', { ec2AmiInfo: { amiId: 'ami-0abc' } }),
  image('rocky9-efa', { imageBuildStatus: 'BUILD_FAILED', version: '3.12.0' }),
  image('ubuntu-new', { imageBuildStatus: 'BUILD_IN_PROGRESS' }),
  image('old', { imageBuildStatus: 'DELETE_FAILED', ec2AmiInfo: { amiId: 'ami-0def' } }),
]

test('every word must be found, in the id, the version or the AMI, whatever its case', () => {
  expect(ids(filterImages(images, { q: 'ROCKY 3.12', status: null }))).toEqual(['rocky9-efa'])
  expect(ids(filterImages(images, { q: 'ami-0d', status: null }))).toEqual(['old'])
  expect(ids(filterImages(images, { q: '  ', status: null }))).toHaveLength(4)
})

test('a good image whose clean-up failed is among the available ones only', () => {
  expect(ids(filterImages(images, { q: '', status: 'AVAILABLE' }))).toEqual(['alinux2-gpu', 'old'])
  expect(ids(filterImages(images, { q: '', status: 'FAILED' }))).toEqual(['rocky9-efa'])
})

test('of a group of failures only its images are among those that match', () => {
  const among = new Set(['rocky9-efa', 'gone-by-now'])
  expect(ids(filterImages(images, { q: '', status: null, among }))).toEqual(['rocky9-efa'])
  expect(ids(filterImages(images, { q: 'old', status: null, among }))).toEqual([])
})
