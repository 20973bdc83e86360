import { expect, it } from 'vitest'
import type { ImageInfoSummary } from './schemas'
import { sortImages, usualRemainder } from './sort-images'

const now = Date.parse('2026-02-03T12:00:00Z')
const minute = 60_000

const image = (
  imageId: string,
  startedMinutesAgo: number | undefined,
  tookMinutes: number | undefined,
  version = '3.13.0',
): ImageInfoSummary => ({
  imageId,
  imageBuildStatus: tookMinutes === undefined ? 'BUILD_IN_PROGRESS' : 'BUILD_COMPLETE',
  region: 'us-east-1',
  version,
  ...(startedMinutesAgo !== undefined && {
    creationTime: new Date(now - startedMinutesAgo * minute).toISOString(),
    ...(tookMinutes !== undefined && {
      completionTime: new Date(now - (startedMinutesAgo - tookMinutes) * minute).toISOString(),
    }),
  }),
})

const images = [
  image('hpc-3-9', 300, 50, '3.9.1'),
  image('hpc-3-13', 200, 20),
  image('running', 30, undefined),
  image('unknown', undefined, 10, ''),
]
const ids = (order: Parameters<typeof sortImages>[1]) =>
  sortImages(images, order, now).map(({ imageId }) => imageId)

it('orders by what a column shows, numbers in names as numbers', () => {
  expect(ids('image')).toEqual(['hpc-3-9', 'hpc-3-13', 'running', 'unknown'])
  expect(ids('version')).toEqual(['hpc-3-9', 'hpc-3-13', 'running', 'unknown'])
  expect(ids('-image')).toEqual(['unknown', 'running', 'hpc-3-13', 'hpc-3-9'])
})

it('leaves what is not known at the end, whichever way round', () => {
  expect(ids('took')).toEqual(['hpc-3-13', 'running', 'hpc-3-9', 'unknown'])
  expect(ids('-took')).toEqual(['hpc-3-9', 'running', 'hpc-3-13', 'unknown'])
  expect(ids('-started')).toEqual(['running', 'hpc-3-13', 'hpc-3-9', 'unknown'])
})

it('tells how much longer a build takes by good ones of its version, else by any', () => {
  const running = image('running', 30, undefined)
  const good = [image('a', 900, 40), image('b', 800, 45), image('c', 700, 90), image('d', 600, 60, '3.9.1')]
  expect(usualRemainder(running, good, now)).toBe(15 * minute)
  expect(usualRemainder({ ...running, version: '3.14.0' }, good, now)).toBe(30 * minute)
  expect(usualRemainder(running, [], now)).toBeUndefined()
  expect(usualRemainder(image('late', 200, undefined), good, now)).toBeUndefined()
})

it('counts of a family only the newest, lest one that is built every night speaks for all', () => {
  const nightly = [1, 2, 3, 4].map((day) => image(`climate-2026010${day}`, 9_000 - day, 35))
  const good = [...nightly, image('a', 900, 45), image('b', 800, 50)]
  expect(usualRemainder(image('running', 30, undefined), good, now)).toBe(15 * minute)
})
