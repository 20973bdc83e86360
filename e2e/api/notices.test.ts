import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startAwsEndpoint } from '../aws-endpoint/server'
import { EmbeddedAws } from '../embedded-aws'
import { startValkeyStandIn } from '../valkey-stand-in'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const minute = 60_000
const closers: (() => unknown)[] = []
let aws: EmbeddedAws
beforeEach(async () => {
  const endpoint = await startAwsEndpoint()
  closers.push(endpoint.close)
  aws = new EmbeddedAws(endpoint.url)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
afterAll(() => vi.resetConfig())

type Told = {
  event: string
  outcome: string
  imageId: string
  title: string
  cause: string[]
  url: string
  id: string
}

/** Somebody to be told, who answers each post by what `how` says: a status, or never. */
async function receiver(how: (nth: number) => number | 'hang' = () => 200) {
  const told: Told[] = []
  const keys: unknown[] = []
  const hanging: ServerResponse[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    told.push(JSON.parse(text))
    keys.push(request.headers['idempotency-key'])
    const answer = how(told.length)
    if (answer === 'hang') hanging.push(response)
    else response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { told, keys, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/a-secret-path` }
}

type Replica = Awaited<ReturnType<typeof replica>>

/** What tells of ends, in a process of its own with a disk of its own. */
async function replica(receivers: { url: string }[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'e2e/api/teller.ts'],
    {
      env: {
        ...process.env,
        ...aws.env,
        CACHE_DIR: mkdtempSync(join(tmpdir(), 'notices-')),
        RECEIVERS: receivers.map(({ url }) => url).join(' '),
        ...env,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  closers.push(() => child.kill('SIGKILL'))
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk
  })
  const lines = (word: string) => printed.split('\n').filter((line) => line === word).length
  await expect.poll(() => lines('Ready'), { timeout: 60_000 }).toBe(1)
  let rounds = 0
  const begin = (aheadMs: number) => child.stdin?.write(`${aheadMs}\n`)
  return {
    begin,
    /** One round, its clock put forward first. */
    async look(aheadMs = 0) {
      rounds++
      begin(aheadMs)
      await expect.poll(() => lines('Done'), { timeout: 60_000 }).toBe(rounds)
    },
    kill: () => child.kill('SIGKILL'),
    printed: () => printed,
  }
}

async function build(imageId: string, stackStatus = 'CREATE_IN_PROGRESS', began = 12 * minute) {
  const tags = { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' }
  const creationTime = Date.now() - began
  const { stackId } = await aws.post<{ stackId: string }>('stacks', {
    stackName: imageId,
    stackStatus,
    creationTime,
    tags,
  })
  return { imageId, stackId, tags, creationTime }
}

async function failBuild(imageId: string) {
  const say = (text: string, index: number) => ({ timestamp: Date.now() - minute + index, message: text })
  await aws.post('events', {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName: '3.13.0/1',
    events: [
      'Document arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/3.13.0/1',
      'Phase build',
      'Step InstallPackages',
      'ExecuteBash: STARTED EXECUTION',
      'Stdout: E: Unable to locate package foo',
      'CmdExecution: [ ERROR ] Command execution has resulted in an error',
      'CmdExecution: ExitCode 100',
      'ExecuteBash: FINISHED EXECUTION',
      'TOE has completed execution with failure - Execution failed!',
    ].map(say),
  })
  const events = [
    {
      logicalResourceId: 'ParallelClusterImage',
      resourceType: 'AWS::ImageBuilder::Image',
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: 'The component failed.',
    },
    { logicalResourceId: imageId, resourceStatus: 'CREATE_FAILED' },
  ]
  await aws.post('stack-events', { stackName: imageId, events })
}

it('tells of a build that ends, with its cause in two lines and a link, once; of those that ended before, nothing', async () => {
  const { url, told, keys } = await receiver()
  await build('long-ago', 'CREATE_FAILED', 600 * minute)
  await build('my-image')
  const teller = await replica([{ url }])
  await teller.look()
  expect(told).toEqual([])

  await failBuild('my-image')
  await teller.look()
  expect(told).toEqual([
    expect.objectContaining({
      event: 'build.ended',
      outcome: 'failed',
      imageId: 'my-image',
      region: 'us-east-1',
      url: 'https://builds.example.com/base/images/my-image?region=us-east-1',
    }),
  ])
  expect(told[0]?.title).toMatch(/^✗ my-image failed after 12 min/)
  expect(told[0]?.cause).toEqual([
    expect.stringContaining('InstallPackages'),
    'E: Unable to locate package foo',
  ])
  expect(keys).toEqual([told[0]?.id])
  for (let round = 0; round < 3; round++) await teller.look(10 * minute)
  expect(told).toHaveLength(1)
  expect(teller.printed()).toContain('A notice was sent')
  expect(teller.printed()).not.toContain('a-secret-path')
})

it('tells of a good build, whose stack is gone by then, and of one that failed within a minute', async () => {
  const { url, told } = await receiver()
  const good = await build('good-image')
  const teller = await replica([{ url }])
  await teller.look()
  await aws.post('stacks', {
    ...good,
    stackName: good.imageId,
    imageId: undefined,
    stackStatus: 'DELETE_COMPLETE',
    deletionTime: Date.now(),
  })
  await aws.post('amis', {
    imageId: 'ami-0123456789abcdef0',
    name: 'good-image',
    tags: { ...good.tags, 'parallelcluster:build_status': 'available' },
  })
  await build('hasty-image', 'CREATE_IN_PROGRESS', -1000)
  await failBuild('hasty-image')
  await teller.look()
  // The log of a good build without one says nothing; its AMI does.
  expect(told.map(({ imageId, outcome }) => [imageId, outcome]).sort()).toEqual([
    ['good-image', 'available'],
    ['hasty-image', 'failed'],
  ])
})

it('a receiver that fails is tried again, and only that one; one that refuses is not, and no redirect is followed', async () => {
  const [good, failing, refusing, leading] = await Promise.all([
    receiver(),
    receiver((nth) => (nth < 3 ? 503 : 200)),
    receiver(() => 410),
    receiver(() => 302),
  ])
  await build('my-image')
  const teller = await replica([good, failing, refusing, leading])
  await teller.look()
  await failBuild('my-image')
  const counts = () => [good, failing, refusing, leading].map(({ told }) => told.length)
  await teller.look()
  expect(counts()).toEqual([1, 1, 1, 1])
  await teller.look(minute)
  expect(counts()).toEqual([1, 2, 1, 1])
  await teller.look(5 * minute)
  expect(counts()).toEqual([1, 3, 1, 1])
  for (let round = 0; round < 3; round++) await teller.look(60 * minute)
  expect(counts()).toEqual([1, 3, 1, 1])
  expect(new Set(failing.keys).size).toBe(1)
  expect(teller.printed()).toContain('answered 503')
  expect(teller.printed()).not.toContain('a-secret-path')
})

it('a receiver that never takes anything is given up after seven attempts', async () => {
  const failing = await receiver(() => 500)
  await build('my-image')
  const teller = await replica([failing])
  await teller.look()
  await failBuild('my-image')
  for (let round = 0; round < 10; round++) await teller.look(200 * minute)
  expect(failing.told).toHaveLength(7)
  expect(teller.printed()).toContain('is not sent again')
})

it('what a killed process had begun to tell, and what ended meanwhile, is told by the next one, once', async () => {
  const hanging = await receiver((nth) => (nth === 1 ? 'hang' : 200))
  await build('first-image')
  await build('second-image')
  const env = { CACHE_DIR: mkdtempSync(join(tmpdir(), 'notices-')) }
  const one = await replica([hanging], env)
  await one.look()
  await failBuild('first-image')
  one.begin(0)
  await expect.poll(() => hanging.told.length, { timeout: 60_000 }).toBe(1)
  one.kill()
  await failBuild('second-image')

  const two = await replica([hanging], env)
  await two.look()
  await two.look(minute)
  expect(hanging.told.map(({ imageId }) => imageId).sort()).toEqual([
    'first-image',
    'first-image',
    'second-image',
  ])
  const three = await replica([hanging], env)
  await three.look(60 * minute)
  expect(hanging.told).toHaveLength(3)
})

it('replicas that share a Valkey tell of each end once among them, and a new one knows', async () => {
  const valkey = await startValkeyStandIn()
  closers.push(valkey.close)
  const { url, told } = await receiver((nth) => (nth === 1 ? 503 : 200))
  const env = () => ({ VALKEY_URL: valkey.url, CACHE_DISK_MB: '0' })
  await build('my-image')
  const replicas: Replica[] = await Promise.all([1, 2, 3].map(() => replica([{ url }], env())))
  const lookAll = () => Promise.all(replicas.map((each) => each.look()))
  await lookAll()
  await failBuild('my-image')
  await expect
    .poll(
      async () => {
        await lookAll()
        return told.length
      },
      { timeout: 60_000 },
    )
    .toBe(1)
  await lookAll()
  expect(told).toHaveLength(1)
  valkey.advance(minute)
  await lookAll()
  expect(told).toHaveLength(2)
  for (const each of replicas) each.kill()

  await build('other-image')
  const [fourth] = [await replica([{ url }], env())]
  await expect
    .poll(
      async () => {
        await fourth?.look()
        return told.length
      },
      { timeout: 60_000 },
    )
    .toBe(2)
  await failBuild('other-image')
  await fourth?.look()
  expect(told.map(({ imageId }) => imageId)).toEqual(['my-image', 'my-image', 'other-image'])
})

it('a build that has been silent for long is told of as stuck, once, and its end as well', async () => {
  const { url, told } = await receiver()
  const imageId = 'silent-image'
  await build(imageId, 'CREATE_IN_PROGRESS', 300 * minute)
  await aws.post('events', {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName: '3.13.0/1',
    events: ['Phase build', 'Step InstallPackages', 'ExecuteBash: STARTED EXECUTION'].map(
      (message, index) => ({
        timestamp: Date.now() - 200 * minute + index,
        message,
      }),
    ),
  })
  await build('young-image', 'CREATE_IN_PROGRESS', 10 * minute)
  const teller = await replica([{ url }])
  for (let round = 0; round < 6; round++) await teller.look()
  expect(told.map(({ event, cause }) => [event, cause[0]])).toEqual([
    ['build.stuck', expect.stringMatching(/^Step InstallPackages has written nothing for 3 h 20 min\.$/)],
  ])
  await failBuild(imageId)
  // Its cause is not recognised: it goes without one when it had time to come.
  await expect
    .poll(
      async () => {
        await teller.look(4 * minute)
        return told.filter((each) => each.imageId === imageId).map(({ event }) => event)
      },
      { timeout: 60_000 },
    )
    .toEqual(['build.stuck', 'build.ended'])
})

it('builds outside IMAGE_ID_PREFIXES are not told of, and a day of throttling is survived', async () => {
  const { url, told } = await receiver()
  await build('hpc-image')
  await build('other-image')
  const teller = await replica([{ url }], { IMAGE_ID_PREFIXES: 'hpc-' })
  await teller.look()
  await failBuild('hpc-image')
  await failBuild('other-image')
  await aws.post('faults', { kind: 'throttle', operation: 'DescribeStacks' })
  await teller.look()
  expect(told).toEqual([])
  await aws.delete('faults')
  await expect
    .poll(
      async () => {
        await teller.look()
        return told.map(({ imageId }) => imageId)
      },
      { timeout: 60_000 },
    )
    .toEqual(['hpc-image'])
})
