import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi({ seeded: true })
})
afterAll(() => api.close())
beforeEach(() => {
  vi.useRealTimers()
})

/** How far the clock that never jumps has been put forward, for good: nothing may see it go back. */
let ahead = 0
const now = performance.now.bind(performance)
performance.now = () => now() + ahead

/** Puts all clocks forward. */
function later(ms: number) {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + ms)
  ahead += ms
}

const pathOf = (imageId: string, query = '') => `/v3/images/custom/${imageId}/cause${query}`
const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
const ofStream = (logStreamName: string) => `?logStreamName=${encodeURIComponent(logStreamName)}`

async function causeOf(imageId: string, query = '') {
  const { status, body } = await api.ask(pathOf(imageId, query))
  expect(status, body.message).toBe(200)
  return body
}

const callsByOperation = async () =>
  (await api.aws.get<{ byOperation: Record<string, number> }>('calls')).byOperation

let made = 0
/** A failed build with this log, its stack and Image Builder's word on it. */
async function failedBuild(
  messages: readonly string[],
  { at = Date.now() - 7_200_000, failureContext = {} as object, logStreamName = '3.13.0/1' } = {},
) {
  const imageId = `made-${++made}`
  const arn = `arn:aws:imagebuilder:us-east-1:123456789012:image/parallelclusterimage-${imageId}/3.13.0/1`
  const reason = "Workflow Execution ID: 'wf-1' failed with reason: Document arn:x failed!"
  await failStack(imageId, arn, reason, at)
  await api.aws.post('images', {
    arn,
    name: imageId,
    version: '3.13.0',
    status: 'FAILED',
    reason,
    failureContext,
  })
  await writeLog(imageId, logStreamName, messages, at)
  return imageId
}

const writeLog = (imageId: string, logStreamName: string, messages: readonly string[], at: number) =>
  api.aws.post('events', {
    logGroupName: groupOf(imageId),
    logStreamName,
    ingestionTime: at + messages.length * 100,
    events: messages.map((message, index) => ({ timestamp: at + index * 100, message })),
  })

const stacks = new Map<string, object>()

async function failStack(imageId: string, arn: string, reason: string, at: number) {
  const stack = {
    stackName: imageId,
    stackStatus: 'CREATE_FAILED',
    creationTime: at,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
    events: [
      {
        logicalResourceId: 'ParallelClusterImage',
        physicalResourceId: arn,
        resourceType: 'AWS::ImageBuilder::Image',
        resourceStatus: 'CREATE_FAILED',
        resourceStatusReason: `Resource handler returned message: "Error occurred during operation '${reason}'." (RequestToken: 1, HandlerErrorCode: GeneralServiceException)`,
        timestamp: at + 60_000,
      },
      {
        logicalResourceId: imageId,
        resourceStatus: 'CREATE_FAILED',
        resourceStatusReason: 'The following resource(s) failed to create: [ParallelClusterImage]. ',
        timestamp: at + 61_000,
      },
    ],
  }
  const { stackId } = await api.aws.post<{ stackId: string }>('stacks', stack)
  stacks.set(imageId, { ...stack, stackId })
}

const component = (name: string) =>
  `arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-${name}/3.13.0/1`
const failedStep = (name: string, stderr: string, code = 1) => [
  `Step ${name}`,
  'ExecuteBash: STARTED EXECUTION',
  'CmdExecution: Command execution has been completed',
  'CmdExecution: [ ERROR ] Command execution has resulted in an error',
  `CmdExecution: Stderr: ${stderr}`,
  `CmdExecution: ExitCode ${code}`,
  'ExecuteBash: FINISHED EXECUTION',
]
const ended = ['TOE has completed execution with failure - Execution failed!']
const aFailure = (stderr: string, code = 1) => [
  `Document ${component('a')}`,
  'Phase build',
  ...failedStep('InstallTools', stderr, code),
  ...ended,
]

describe('the cause of each build there is', () => {
  it.each([
    [
      'hpc-al2023-3-14-0',
      'InstallPClusterPackages',
      1,
      'kernel-devel',
      'likely',
      'Unable to find a match: kernel-devel-',
    ],
    [
      'cfd-ubuntu2204-3-9-1',
      'InstallPClusterPackages',
      1,
      'lustre-kernel',
      'likely',
      'No candidate version available',
    ],
    ['proteins-al2-3-10-1', 'InstallPClusterPackages', 1, 'disk-full', 'sure', 'No space left on device'],
    [
      'genomics-ubuntu2204-3-11-1',
      'Execute',
      1,
      'path-missing',
      'likely',
      'line 27: mamba: command not found',
    ],
    ['openfoam-solver-3-13-0', 'Execute', 1, 'compiler', 'likely', 'fatal error: scotch.h: No such file'],
    [
      'try-rocky9-on-3-1-3',
      'OperatingSystemName',
      1,
      'os-unsupported',
      'sure',
      "'rocky.9.6' is not supported",
    ],
    ['private-subnet-al2023', undefined, undefined, 'ssm-unreachable', 'sure', 'SSM Agent'],
    ['render-rhel9-3-12-0', undefined, undefined, 'quota', 'sure', 'InstanceProfilesPerAccount'],
  ])('%s', async (imageId, step, exitCode, ruleId, certainty, line) => {
    const { outcome, cause } = await causeOf(imageId)
    expect(outcome).toBe('failed')
    expect(cause).toMatchObject({ ruleId, certainty, sure: certainty === 'sure' })
    expect(cause).toMatchObject({ side: expect.any(String), buildAgain: expect.any(String) })
    expect([cause.step, cause.exitCode]).toEqual([step, exitCode])
    expect(cause.lines).toHaveLength(1)
    expect(cause.lines[0].text).toContain(line)
  })

  it.each([
    ['hpc-al2023-3-13-0', 'ok', /did not fail/],
    ['awkward-output-3-13-0', 'ok', /did not fail/],
    ['archive-centos7-3-1-4', 'ok', /did not fail/],
    ['weather-ubuntu2404-3-13-0', 'running', /has not ended/],
    ['cfd-rocky9-3-13-0', 'running', /has not ended/],
    ['chip-design-rhel8-3-12-0', 'cancelled', /cancelled/],
    ['ml-training-al2-3-10-1', 'cleanupFailed', /available; cleaning up its stack failed.*DeleteRolePolicy/],
    ['desktop-ubuntu2004-3-12-0', 'warning', /passed although its Chef run failed/],
  ])('%s has none, and says why', async (imageId, outcome, reason) => {
    expect(await causeOf(imageId)).toMatchObject({
      outcome,
      cause: null,
      reason: expect.stringMatching(reason),
    })
  })

  it('and a green step that hid a failed Chef run is a warning with step and line', async () => {
    const { warning } = await causeOf('desktop-ubuntu2004-3-12-0')
    expect(warning).toMatchObject({ step: 'InstallPClusterPackages', exitCode: 0 })
    expect(warning.lines[0].text).toContain('503 "Service Unavailable"')
  })

  it.each([
    ['3.0.0/1', 'ok', undefined],
    ['3.1.2/1', 'failed', 'InstallPClusterPackages'],
    ['3.1.2/2', 'failed', 'Execute'],
    ['3.1.2/3', 'ok', undefined],
  ])('of an image with four builds: %s', async (logStreamName, outcome, step) => {
    const found = await causeOf('shared-base', ofStream(logStreamName))
    expect([found.outcome, found.cause?.step]).toEqual([outcome, step])
    expect((await causeOf('shared-base')).logStreamName).toBe('3.1.2/3')
  })
})

describe('what is not there', () => {
  it('an unknown image is a 404 with a sentence, its outline too', async () => {
    expect(await api.ask(pathOf('nobody-knows'))).toMatchObject({
      status: 404,
      body: { message: 'No image or stack associated with ParallelCluster image id: nobody-knows.' },
    })
    const outline = await api.ask('/v3/images/custom/nobody-knows/outline?logStreamName=3.1.2%2F1')
    expect(outline).toMatchObject({ status: 404, body: { message: expect.stringContaining('nobody-knows') } })
  })

  it('an unknown stream of a known image is a 404', async () => {
    expect((await api.ask(pathOf('shared-base', ofStream('9.9.9/1')))).status).toBe(404)
  })

  it('a log that has expired leaves the cause to the stack and to Image Builder', async () => {
    const imageId = await failedBuild([], {
      failureContext: {
        componentFailure: {
          componentArn: component('a'),
          phaseName: 'build',
          stepName: 'InstallTools',
          errorMessage: 'exit status 100',
        },
      },
    })
    const { cause } = await causeOf(imageId)
    expect(cause).toMatchObject({
      source: 'stack',
      step: 'InstallTools',
      exitCode: 100,
      sure: false,
      lines: [{ text: 'exit status 100' }],
    })
  })

  it('a log whose beginning has expired is read from where it begins', async () => {
    const imageId = await failedBuild(aFailure('E: Unable to locate package foo', 100).slice(3))
    expect((await causeOf(imageId)).cause).toMatchObject({
      exitCode: 100,
      ruleId: 'package-not-found',
      lines: [{ text: 'E: Unable to locate package foo' }],
    })
  })

  it('a log that stops inside the step Image Builder names is not taken for a lost instance', async () => {
    const imageId = await failedBuild(
      [
        `Document ${component('a')}`,
        'Phase build',
        'Step InstallTools',
        'ExecuteBash: STARTED EXECUTION',
        'Stdout: E: Unable to locate package foo',
      ],
      { failureContext: { componentFailure: { stepName: 'InstallTools', errorMessage: 'exit status 100' } } },
    )
    expect((await causeOf(imageId)).cause).toMatchObject({
      step: 'InstallTools',
      exitCode: 100,
      ruleId: 'package-not-found',
    })
  })

  it('what Image Builder sends in another form than documented is left out', async () => {
    const imageId = await failedBuild(aFailure('x: error: y'), {
      failureContext: { componentFailure: { stepName: 7 }, distributionFailure: 'none' },
    })
    expect((await causeOf(imageId)).cause).toMatchObject({ step: 'InstallTools' })
    const { body } = await api.ask(`/v3/images/custom/${imageId}`)
    expect(body.imagebuilderFailureContext).toEqual({ componentFailure: {} })
  })
})

describe('AWS is asked', () => {
  it('for a finished log once, however often its cause is wanted', async () => {
    const imageId = await failedBuild(aFailure('x: error: y'))
    await causeOf(imageId)
    await api.aws.delete('calls')
    for (let minute = 1; minute <= 5; minute++) {
      later(60_000)
      await causeOf(imageId)
    }
    // How often depends on AWS's quota, which the tests before may have used up.
    const { DescribeStacks, ...others } = await callsByOperation()
    expect(others).toEqual({})
    expect(DescribeStacks ?? 0).toBeLessThanOrEqual(5)
  })

  it('for each page of a finished log once, whoever reads it first, and not again after a restart', async () => {
    const failure = aFailure('x: error: y')
    const talk = Array.from({ length: 25_000 }, (_, index) => `Stdout: ${index}`)
    const imageId = await failedBuild([...failure.slice(0, 4), ...talk, ...failure.slice(4)], {
      at: Date.now() - 5 * 3_600_000,
    })
    await api.aws.delete('calls')
    const outline = `/v3/images/custom/${imageId}/outline${ofStream('3.13.0/1')}`
    await Promise.all([causeOf(imageId), api.ask(outline)])
    const asked = (await callsByOperation()).GetLogEvents
    expect(asked).toBeGreaterThanOrEqual(3)
    expect(asked).toBeLessThanOrEqual(4)
    const page = `/v3/images/custom/${imageId}/logstreams/3.13.0%2F1?startFromHead=true&limit=10000`
    for (let token: string | undefined, read = 0; read < talk.length; ) {
      const { body } = await api.ask(token ? `${page}&nextToken=${encodeURIComponent(token)}` : page)
      token = body.nextToken
      read += body.events.length
    }
    const { buildLogReadings } = globalThis as { buildLogReadings?: { clear: () => void } }
    buildLogReadings?.clear()
    expect((await causeOf(imageId)).cause.lines[0].text).toBe('x: error: y')
    expect((await api.ask(outline)).body.runs[0].documents[0].phases[0].steps[0].lines).toBeGreaterThan(
      25_000,
    )
    expect((await callsByOperation()).GetLogEvents).toBe(asked)
  })

  it('again when the image was built anew: a stale cause does not stick', async () => {
    const imageId = await failedBuild(aFailure('x: error: first'))
    expect((await causeOf(imageId)).cause.lines[0].text).toBe('x: error: first')
    await api.aws.post('stacks', { ...stacks.get(imageId), stackStatus: 'DELETE_COMPLETE' })
    const arn = `arn:aws:imagebuilder:us-east-1:123456789012:image/parallelclusterimage-${imageId}/3.13.0/2`
    const at = Date.now() - 3_600_000
    await failStack(imageId, arn, 'Document arn:y failed!', at)
    await writeLog(imageId, '3.13.0/2', aFailure('x: error: second', 2), at)
    // While AWS's quota is short, the stack as it was some seconds ago is told instead.
    const seen = async () => {
      later(11_000)
      expect((await causeOf(imageId)).cause).toMatchObject({
        exitCode: 2,
        lines: [{ text: 'x: error: second' }],
      })
    }
    await vi.waitFor(seen, { timeout: 30_000, interval: 500 })
  })

  it('again while the log of a failed build may still grow', async () => {
    const messages = aFailure('x: error: late', 3)
    const imageId = await failedBuild(messages.slice(0, 4), { at: Date.now() - 60_000 })
    expect((await causeOf(imageId)).cause.ruleId).toBe('log-stops')
    await writeLog(imageId, '3.13.0/1', messages.slice(4), Date.now() - 30_000)
    expect((await causeOf(imageId)).cause).toMatchObject({ exitCode: 3, lines: [{ text: 'x: error: late' }] })
  })
})

describe('a running build’s outline', () => {
  const stepsOf = async (imageId: string) => {
    const { status, body } = await api.ask(`/v3/images/custom/${imageId}/outline${ofStream('3.13.0/1')}`)
    expect(status, body.message).toBe(200)
    return body.runs.flatMap((run: Outline['runs'][number]) =>
      run.documents.flatMap(({ phases }) => phases.flatMap(({ steps }) => steps.map(({ name }) => name))),
    )
  }
  const begun = (name: string) => [`Step ${name}`, 'ExecuteBash: STARTED EXECUTION', 'Stdout: working']
  const lately = () => Date.now() - 60_000

  it('goes on where it stopped', async () => {
    await writeLog('growing', '3.13.0/1', begun('First'), lately())
    expect(await stepsOf('growing')).toEqual(['First'])
    await writeLog('growing', '3.13.0/1', begun('Second'), lately() + 1_000)
    await vi.waitFor(async () => expect(await stepsOf('growing')).toEqual(['First', 'Second']), {
      timeout: 20_000,
    })
  })

  it('forgets the steps of an earlier build whose stream had the same name', async () => {
    await writeLog('anew', '3.13.0/1', [...begun('Old'), ...begun('Older')], lately())
    expect(await stepsOf('anew')).toEqual(['Old', 'Older'])
    const options = { endpoint: api.aws.url, region: 'us-east-1' }
    await new CloudWatchLogsClient(options).send(new DeleteLogGroupCommand({ logGroupName: groupOf('anew') }))
    await writeLog('anew', '3.13.0/1', [...begun('New'), ...begun('Newer'), ...begun('Newest')], lately())
    const seen = async () => {
      later(61_000)
      expect(await stepsOf('anew')).toEqual(['New', 'Newer', 'Newest'])
    }
    await vi.waitFor(seen, { timeout: 20_000, interval: 500 })
  })
})

describe('one source that cannot be read leaves the others to tell', () => {
  /** A failed build whose sources all speak, as it is told while `operation` is refused. */
  async function toldWithout(operation: string) {
    const imageId = await failedBuild(aFailure('E: Unable to locate package foo', 100), {
      failureContext: { componentFailure: { stepName: 'InstallTools', errorMessage: 'exit status 100' } },
    })
    await api.aws.post('faults', { kind: 'accessDenied', operation })
    const answer = await api.ask(pathOf(imageId))
    await api.aws.delete('faults')
    later(61_000)
    expect((await causeOf(imageId)).unread).toBeUndefined()
    expect((await causeOf(imageId)).cause).toMatchObject({
      step: 'InstallTools',
      ruleId: 'package-not-found',
    })
    return answer
  }

  const refusal = expect.stringContaining('is not authorized to perform')
  const fromLog = { exitCode: 100, source: 'log', lines: [{ text: 'E: Unable to locate package foo' }] }
  const fromImageBuilder = { step: 'InstallTools', exitCode: 100, source: 'stack', sure: false }

  it.each([
    ['GetLogEvents', ['log'], fromImageBuilder],
    ['DescribeLogStreams', ['log'], fromImageBuilder],
    ['DescribeLogGroups', ['log'], fromImageBuilder],
    ['DescribeStackEvents', ['stackEvents'], fromLog],
    ['DescribeStacks', ['image', 'stackEvents'], fromLog],
    ['GetImage', ['imageBuilder'], fromLog],
  ])(
    '%s refused: not read %o, said in AWS’s words, and not kept for long',
    async (operation, sources, cause) => {
      const { status, body } = await toldWithout(operation)
      expect(status, body.message).toBe(200)
      expect(body).toMatchObject({ outcome: 'failed', cause })
      expect(body.unread ?? []).toEqual(sources.map((source) => ({ source, message: refusal })))
    },
  )

  it('Image Builder refused: the description comes without its word, and says so', async () => {
    const imageId = await failedBuild(aFailure('x: error: y'))
    await api.aws.post('faults', { kind: 'accessDenied', operation: 'GetImage' })
    const { status, body } = await api.ask(`/v3/images/custom/${imageId}`)
    await api.aws.delete('faults')
    expect(status, body.message).toBe(200)
    expect(body).toMatchObject({ imageBuildStatus: 'BUILD_FAILED', unread: [{ message: refusal }] })
    expect(body.unread).toEqual([{ source: 'imageBuilder', message: refusal }])
    expect(body.imagebuilderImageStatus).toBeUndefined()
  })

  it('neither stack nor log: AWS’s refusal is all there is to tell', async () => {
    const imageId = await failedBuild(aFailure('x: error: y'))
    for (const operation of ['DescribeStacks', 'GetLogEvents'])
      await api.aws.post('faults', { kind: 'accessDenied', operation })
    const denied = await api.ask(pathOf(imageId))
    await api.aws.delete('faults')
    expect(denied).toMatchObject({ status: 401, body: { message: refusal } })
  })

  it('a log that was asked for by name and is not the newest has no other source', async () => {
    const imageId = await failedBuild(aFailure('x: error: new'), { logStreamName: '3.13.0/2' })
    await writeLog(imageId, '3.13.0/1', aFailure('x: error: old'), Date.now() - 86_400_000)
    await api.aws.post('faults', { kind: 'accessDenied', operation: 'GetLogEvents' })
    const denied = await api.ask(pathOf(imageId, ofStream('3.13.0/1')))
    await api.aws.delete('faults')
    expect(denied).toMatchObject({ status: 401, body: { message: refusal } })
  })
})
