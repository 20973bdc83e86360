import { expect, test } from 'vitest'
import { buildSpan, comparedBox } from './build-span'
import { at } from './builders'

const now = Date.parse(at(3600))
const image = (more: object) => ({
  imageBuildStatus: 'BUILD_COMPLETE' as const,
  cloudformationStackStatus: undefined,
  ec2AmiInfo: undefined,
  creationTime: at(0),
  ...more,
})

test('a build that ended is a span of its length; a running one has no end and grows', () => {
  const ended = buildSpan(image({ completionTime: at(1800) }), now)
  expect(ended).toEqual({ state: 'complete', start: Date.parse(at(0)), end: Date.parse(at(1800)) })
  const running = buildSpan(image({ imageBuildStatus: 'BUILD_IN_PROGRESS' }), now)
  expect(running).toEqual({ state: 'running', start: Date.parse(at(0)) })
  expect(ended && comparedBox(ended, 3_600_000, 64, now)?.width).toBe(32)
  expect(running && comparedBox(running, 3_600_000, 64, now)?.width).toBe(64)
})

test('a build AWS no longer times has no span', () => {
  expect(buildSpan(image({}), now)).toBeUndefined()
})
