import { expect, it } from 'vitest'
import { addPage, type ImageList } from './image-list'
import type { ImageInfoSummary } from './schemas'

const nothing: ImageList = { images: [], isWhole: false }
const image = (imageId: string, hour: number, version = '3.13.0'): ImageInfoSummary => ({
  imageId,
  imageBuildStatus: 'BUILD_COMPLETE',
  region: 'us-east-1',
  version,
  creationTime: `2026-11-26T${String(hour).padStart(2, '0')}:00:00.000Z`,
})
const ids = ({ images }: ImageList) => images.map(({ imageId }) => imageId)

it('keeps the images of all pages newest first, however AWS told of them', () => {
  const first = addPage(nothing, { images: [image('b', 8), image('d', 4)], nextToken: 'more' })
  expect([ids(first), first.isWhole]).toEqual([['b', 'd'], false])
  const second = addPage(first, { images: [image('a', 9), image('c', 6)] })
  expect([ids(second), second.isWhole]).toEqual([['a', 'b', 'c', 'd'], true])
})

it('an image that comes again counts as it came last', () => {
  const first = addPage(nothing, { images: [image('a', 9), image('b', 8)], nextToken: 'more' })
  const second = addPage(first, { images: [image('a', 7, '3.14.0')], warnings: ['AMIs'] })
  expect(ids(second)).toEqual(['b', 'a'])
  expect(second.images[1]?.version).toBe('3.14.0')
  expect(second.warnings).toEqual(['AMIs'])
})

it('an empty page ends nothing', () => {
  const first = addPage(nothing, { images: [], nextToken: 'more' })
  expect(first).toEqual({ images: [], isWhole: false })
})
