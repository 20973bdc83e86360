import { describe, expect, test, vi } from 'vitest'
import { findStack } from '../cloudformation/stack'
import type { EventStore } from '../logs/event-store'
import { defaultAccount } from '../wire/aws-call'
import { World } from '../world'
import { seedWorld } from './seed-world'

// Some 350,000 lines are written for each world; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const minute = 60_000
const now = Date.UTC(2026, 5, 1, 12)

function seeded() {
  const world = new World()
  seedWorld(world, now)
  return { world, region: world.region(defaultAccount, 'us-east-1') }
}

type Seeded = ReturnType<typeof seeded>
function streamOf({ region }: Seeded, imageId: string, logStreamName: string): EventStore | undefined {
  const group = region.logGroups.get(`/aws/imagebuilder/ParallelClusterImage-${imageId}`)
  return group?.streams.get(logStreamName)?.events
}
function linesOf(store: EventStore | undefined): string[] {
  return Array.from({ length: store?.length ?? 0 }, (_, i) => store?.at(i).message ?? '')
}
const amiOf = ({ region }: Seeded, imageId: string) =>
  [...region.amis.values()].find((ami) => ami.tags['parallelcluster:image_id'] === imageId)

describe('the running build', () => {
  const imageId = 'weather-ubuntu2404-3-13-0'
  const stream = '3.13.0/1'

  test('has a long log already, grows, and ends with an AMI and without a stack', () => {
    const scene = seeded()
    const before = streamOf(scene, imageId, stream)?.length ?? 0
    expect(before).toBeGreaterThan(4000)
    expect(findStack(scene.region, imageId)?.stackStatus).toBe('CREATE_IN_PROGRESS')
    expect(amiOf(scene, imageId)).toBeUndefined()

    scene.world.advance(now + 3 * minute)
    const later = streamOf(scene, imageId, stream)?.length ?? 0
    expect(later).toBeGreaterThan(before)

    scene.world.advance(now + 9.5 * minute)
    expect(amiOf(scene, imageId)?.tags['parallelcluster:build_status']).toBe('available')
    expect([...scene.region.images.values()].find((image) => image.arn.includes(imageId))?.status).toBe(
      'AVAILABLE',
    )

    scene.world.advance(now + 12 * minute)
    expect(findStack(scene.region, imageId)).toBeUndefined()
    expect(linesOf(streamOf(scene, imageId, stream)).at(-1)).toContain('transitioned to AVAILABLE')
  })

  test('delivers some events late, behind newer ones', () => {
    const scene = seeded()
    scene.world.advance(now + 12 * minute)
    const store = streamOf(scene, imageId, stream)
    const delays = Array.from({ length: store?.length ?? 0 }, (_, i) => {
      const event = store?.at(i)
      return event === undefined ? 0 : event.ingestionTime - event.timestamp
    })
    expect(Math.max(...delays)).toBeGreaterThan(4000)
    expect(Math.max(...delays)).toBeLessThanOrEqual(11_600)
  })
})

test('the build just started has no log group for five minutes', () => {
  const scene = seeded()
  scene.world.advance(now + 4.9 * minute)
  expect(streamOf(scene, 'cfd-rocky9-3-13-0', '3.13.0/1')).toBeUndefined()
  scene.world.advance(now + 5.5 * minute)
  expect(streamOf(scene, 'cfd-rocky9-3-13-0', '3.13.0/1')?.length).toBeGreaterThan(0)
})

test('a hastened world comes to the same end sooner', () => {
  const world = new World()
  seedWorld(world, now, 10)
  const scene = { world, region: world.region(defaultAccount, 'us-east-1') }
  world.advance(now + 1.2 * minute)
  expect(amiOf(scene, 'weather-ubuntu2404-3-13-0')).toBeDefined()
})

describe('what is past', () => {
  const scene = seeded()

  test.each([
    ['hpc-al2023-3-14-0', '3.14.0/1', /FATAL: .*efa\[Install EFA\].*had an error/],
    ['cfd-ubuntu2204-3-9-1', '3.9.1/1', /FATAL: .*No candidate version available/],
    ['proteins-al2-3-10-1', '3.10.1/1', /FATAL: .*No space left on device/],
    ['genomics-ubuntu2204-3-11-1', '3.11.1/1', /Stderr: [\s\S]*mamba: command not found/],
    ['openfoam-solver-3-13-0', '3.13.0/1', /Stderr: [\s\S]*fatal error: scotch\.h/],
    ['try-rocky9-on-3-1-3', '3.1.3/1', /Operating System 'rocky\.9\.6' is not supported/],
  ])('%s failed, and its log holds the cause', (imageId, logStreamName, cause) => {
    const lines = linesOf(streamOf(scene, imageId, logStreamName))
    expect(lines.some((line) => cause.test(line))).toBe(true)
    expect(lines).toContain('TOE has completed execution with failure - Execution failed!')
    const stack = findStack(scene.region, imageId)
    expect(stack?.stackStatus).toBe('CREATE_FAILED')
    const reason = stack?.events.find(
      (event) => event.resourceStatus === 'CREATE_FAILED',
    )?.resourceStatusReason
    expect(reason).toMatch(/Document arn:aws:imagebuilder:.* failed!/)
  })

  test('the large stream holds 200,000 events', () => {
    expect(streamOf(scene, 'openfoam-solver-3-13-0', '3.13.0/1')?.length).toBe(200_000)
  })

  test('a good log opens and closes every step', () => {
    const lines = linesOf(streamOf(scene, 'hpc-al2023-3-13-0', '3.13.0/1'))
    const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length
    expect(count(/^Step \w+$/)).toBeGreaterThan(20)
    expect(count(/^\w+: STARTED EXECUTION$/)).toBe(count(/^Step \w+$/))
    expect(count(/^\w+: FINISHED EXECUTION$/)).toBe(count(/^Step \w+$/))
    expect(count(/^CmdExecution: ExitCode [^0]/)).toBe(0)
    expect(count(/^TOE has completed execution successfully$/)).toBe(2)
  })

  test('a green build may hide a failed Chef run', () => {
    const lines = linesOf(streamOf(scene, 'desktop-ubuntu2004-3-12-0', '3.12.0/1'))
    expect(lines.some((line) => /Infra Phase failed/.test(line))).toBe(true)
    expect(lines.some((line) => /ExitCode [^0]/.test(line))).toBe(false)
    expect(amiOf(scene, 'desktop-ubuntu2004-3-12-0')).toBeDefined()
  })

  test('the rolled-back build has no log group and one resource that failed by itself', () => {
    const stack = findStack(scene.region, 'render-rhel9-3-12-0')
    expect(scene.region.logGroups.has('/aws/imagebuilder/ParallelClusterImage-render-rhel9-3-12-0')).toBe(
      false,
    )
    const failed = stack?.events.filter((event) => event.resourceStatus === 'CREATE_FAILED') ?? []
    const byItself = failed.filter((event) => event.resourceStatusReason !== 'Resource creation cancelled')
    expect(byItself.map((event) => event.logicalResourceId)).toEqual(['InstanceProfile'])
    expect(failed.length).toBeGreaterThan(1)
    expect(stack?.stackStatus).toBe('ROLLBACK_COMPLETE')
  })

  test('the good image whose clean-up failed keeps its stack and its AMI', () => {
    expect(findStack(scene.region, 'ml-training-al2-3-10-1')?.stackStatus).toBe('DELETE_FAILED')
    expect(amiOf(scene, 'ml-training-al2-3-10-1')).toBeDefined()
  })

  test('the rebuilt image has a stream for each build', () => {
    const group = scene.region.logGroups.get('/aws/imagebuilder/ParallelClusterImage-shared-base')
    expect([...(group?.streams.keys() ?? [])]).toEqual(['3.0.0/1', '3.1.2/1', '3.1.2/2', '3.1.2/3'])
  })

  test('of the archived image only the log group is left', () => {
    expect(streamOf(scene, 'archive-centos7-3-1-4', '3.1.4/1')?.length).toBeGreaterThan(5000)
    expect(
      [...scene.region.stacks.values()].some((stack) => stack.stackName === 'archive-centos7-3-1-4'),
    ).toBe(false)
    expect(amiOf(scene, 'archive-centos7-3-1-4')).toBeUndefined()
  })

  test('stack events are in order of time, with ids of their own', () => {
    for (const stack of scene.region.stacks.values()) {
      const times = stack.events.map((event) => event.timestamp)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(new Set(stack.events.map((event) => event.eventId)).size).toBe(stack.events.length)
    }
  })

  test('the awkward stream has a burst of one millisecond and an event of a megabyte', () => {
    const store = streamOf(scene, 'awkward-output-3-13-0', '3.13.0/1')
    const times = new Map<number, number>()
    for (let i = 0; i < (store?.length ?? 0); i += 1) {
      const time = store?.timestampAt(i) ?? 0
      times.set(time, (times.get(time) ?? 0) + 1)
    }
    expect(Math.max(...times.values())).toBeGreaterThanOrEqual(60)
    expect(Math.max(...linesOf(store).map((line) => line.length))).toBeGreaterThan(1_000_000)
  })
})

test('the same build is told the same way every time', () => {
  const [one, two] = [seeded(), seeded()].map((scene) => linesOf(streamOf(scene, 'shared-base', '3.1.2/1')))
  const withoutTimes = (lines: string[] | undefined) =>
    lines?.map((line) => line.replace(/\d{4}-\d\d-\d\dT[\d:]+/, ''))
  expect(withoutTimes(one)).toEqual(withoutTimes(two))
})
