import { expect, test } from 'vitest'
import type { ImageInfoSummary } from '../schemas'
import { familyResults } from './family-results'

const image = (imageId: string, day: number): ImageInfoSummary => ({
  imageId,
  version: '3.13.0',
  imageBuildStatus: 'BUILD_FAILED',
  region: 'us-east-1',
  creationTime: `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`,
})

test('a family’s last ten results stand beside its newest image, oldest first', () => {
  const images = Array.from({ length: 12 }, (_, n) =>
    image(`hpc-202603${String(n + 1).padStart(2, '0')}`, n + 1),
  )
  const results = familyResults([...images, image('alone', 20)])
  expect([...results.keys()]).toEqual(['hpc-20260312'])
  const ids = results.get('hpc-20260312')?.map(({ imageId }) => imageId)
  expect(ids).toHaveLength(10)
  expect([ids?.[0], ids?.at(-1)]).toEqual(['hpc-20260303', 'hpc-20260312'])
})
