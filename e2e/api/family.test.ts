import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ImageFamily } from '@/lib/images/fleet/family-builds'
import { slowerThanUsual } from '@/lib/images/fleet/step-trends'
import { listAll, startApi } from './api-under-test'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let api: Awaited<ReturnType<typeof startApi>>
let members: string[]
beforeAll(async () => {
  api = await startApi({ seeded: true })
  const images = (await listAll()).flatMap((page) => page.images)
  members = images
    .map(({ imageId }) => imageId)
    .filter((imageId) => imageId.startsWith('climate-al2023-'))
    .sort()
    .reverse()
})
afterAll(() => api.close())

async function familyOf(imageId = ''): Promise<ImageFamily> {
  const { status, body } = await api.ask(`/v3/images/custom/${imageId}/family`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function filled(imageId: string): Promise<ImageFamily> {
  await expect
    .poll(async () => (await familyOf(imageId)).coverage.isReading, { timeout: 180_000, interval: 1_000 })
    .toBe(false)
  return familyOf(imageId)
}

it('tells a family’s builds newest first, reads their logs by itself and says how far it has come', async () => {
  const [newest = ''] = members
  const first = await familyOf(newest)
  expect(first.family).toBe('climate-al2023')
  expect(first.builds.map(({ imageId }) => imageId)).toEqual(members)
  expect(first.coverage).toMatchObject({ builds: 7, isReading: true })
  const { builds, coverage } = await filled(newest)
  expect(coverage).toEqual({ builds: 7, read: 7, unread: 0, isReading: false })
  expect(builds.map(({ outcome }) => outcome)).toEqual(['failed', ...Array(6).fill('good')])
  const [, , slow] = builds
  const others = builds.filter((build) => build !== slow)
  expect(slow && slowerThanUsual(slow, others)?.step.name).toBe('Execute')
})

it('reads each log once', async () => {
  const [newest = ''] = members
  await filled(newest)
  await api.aws.delete('calls')
  await familyOf(newest)
  await familyOf(members.at(-1))
  const { byOperation } = await api.aws.get<{ byOperation: Record<string, number> }>('calls')
  expect(byOperation.GetLogEvents).toBeUndefined()
})

it('says why logs cannot be read, and does not ask again at once', async () => {
  await api.aws.post('faults', { operation: 'GetLogEvents', kind: 'accessDenied', containing: 'hpc-al2023' })
  const { builds, coverage } = await familyOf('hpc-al2023-3-14-0')
  expect(builds.map(({ imageId }) => imageId)).toEqual([
    'hpc-al2023-3-14-0',
    'hpc-al2023-3-13-0',
    'hpc-al2023-3-11-1',
  ])
  expect(coverage.read).toBe(0)
  const after = await filled('hpc-al2023-3-14-0')
  await api.aws.delete('faults')
  expect(after.coverage).toMatchObject({ builds: 3, read: 0, unread: 3, isReading: false })
  expect(after.coverage.unreadReason).toMatch(/not authorized/i)
})
