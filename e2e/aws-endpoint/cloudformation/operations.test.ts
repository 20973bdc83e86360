import {
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListExportsCommand,
  ListStacksCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  paginateListStacks,
  type StackStatus,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, test } from 'vitest'
import { refusal, testEndpoint } from '../test-endpoint'

const { cloudformation, embedded } = await testEndpoint()
const day = 86_400_000

async function addStack(stackName: string, members: object = {}): Promise<string> {
  const { status, body } = await embedded('stacks', { stackName, ...members })
  expect(status).toBe(200)
  return body.stackId
}
const describeStacks = (StackName?: string) => cloudformation.send(new DescribeStacksCommand({ StackName }))
const stackEvents = (StackName: string) => cloudformation.send(new DescribeStackEventsCommand({ StackName }))
const listStacks = (...StackStatusFilter: StackStatus[]) =>
  cloudformation.send(new ListStacksCommand({ StackStatusFilter }))

describe('DescribeStacks', () => {
  test('finds a living stack by name and by ARN', async () => {
    const tags = { 'parallelcluster:image_id': 'demo', 'parallelcluster:version': '3.13.0' }
    const stackId = await addStack('demo', { tags, parameters: { A: '1' }, creationTime: 1_700_000_000_123 })
    for (const nameOrId of ['demo', stackId]) {
      const [stack] = (await describeStacks(nameOrId)).Stacks ?? []
      expect(stack).toMatchObject({
        StackId: stackId,
        StackName: 'demo',
        StackStatus: 'CREATE_IN_PROGRESS',
        CreationTime: new Date(1_700_000_000_123),
        Tags: [
          { Key: 'parallelcluster:image_id', Value: 'demo' },
          { Key: 'parallelcluster:version', Value: '3.13.0' },
        ],
        Parameters: [{ ParameterKey: 'A', ParameterValue: '1' }],
        NotificationARNs: [],
        EnableTerminationProtection: false,
      })
    }
  })

  test('finds a deleted stack by ARN only, without its tags, with its parameters', async () => {
    const deletionTime = Date.now() - day
    const gone = { stackStatus: 'DELETE_COMPLETE', deletionTime, tags: { a: '1' }, parameters: { A: '1' } }
    const stackId = await addStack('demo', gone)
    expect(await refusal(describeStacks('demo'))).toEqual([
      'ValidationError',
      'Stack with id demo does not exist',
    ])
    const [stack] = (await describeStacks(stackId)).Stacks ?? []
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_COMPLETE',
      DeletionTime: new Date(deletionTime),
      Tags: [],
    })
    expect(stack?.Parameters).toHaveLength(1)
    expect(stack).not.toHaveProperty('EnableTerminationProtection')
  })

  test('shows a rolled-back stack as living, DeletionTime and all', async () => {
    await addStack('demo', { stackStatus: 'ROLLBACK_COMPLETE', deletionTime: 5 })
    expect((await describeStacks('demo')).Stacks).toMatchObject([{ DeletionTime: new Date(5) }])
  })

  test('lists every living stack over several pages', async () => {
    for (let i = 0; i < 45; i += 1) await addStack(`stack-${i}`, { creationTime: i })
    await addStack('gone', { stackStatus: 'DELETE_COMPLETE', deletionTime: Date.now() })
    const names: unknown[] = []
    let pages = 0
    for await (const page of paginateDescribeStacks({ client: cloudformation }, {})) {
      pages += 1
      names.push(...(page.Stacks ?? []).map((stack) => stack.StackName))
    }
    expect(pages).toBe(3)
    expect(new Set(names).size).toBe(45)
    expect(names).not.toContain('gone')
  })

  test('carries any text safely through XML', async () => {
    const stackStatusReason = '<b>"R&D"</b> \'failed\' – ünïcode 🚀 \u0007bell'
    await addStack('demo', { stackStatusReason })
    const [stack] = (await describeStacks('demo')).Stacks ?? []
    expect(stack?.StackStatusReason).toBe(stackStatusReason.replace('\u0007', ''))
  })
})

describe('ListStacks', () => {
  test('keeps deleted stacks for 90 days and filters by status', async () => {
    await addStack('living', { creationTime: 3 })
    await addStack('gone', {
      creationTime: 2,
      stackStatus: 'DELETE_COMPLETE',
      deletionTime: Date.now() - 89 * day,
    })
    await addStack('forgotten', {
      creationTime: 1,
      stackStatus: 'DELETE_COMPLETE',
      deletionTime: Date.now() - 91 * day,
    })
    const names = ({
      StackSummaries,
    }: {
      StackSummaries?: { StackName: string | undefined }[] | undefined
    }) => StackSummaries?.map((stack) => stack.StackName)
    expect(names(await listStacks())).toEqual(['living', 'gone'])
    expect(names(await listStacks('DELETE_COMPLETE'))).toEqual(['gone'])
    expect(names(await listStacks('CREATE_IN_PROGRESS', 'DELETE_COMPLETE'))).toEqual(['living', 'gone'])
    expect(names(await listStacks('CREATE_FAILED'))).toEqual([])
  })

  test('gives 100 a page', async () => {
    for (let i = 0; i < 101; i += 1)
      await addStack('same-name', { stackStatus: 'DELETE_COMPLETE', creationTime: i })
    const sizes: unknown[] = []
    for await (const page of paginateListStacks({ client: cloudformation }, {})) {
      sizes.push(page.StackSummaries?.length)
    }
    expect(sizes).toEqual([100, 1])
  })
})

describe('DescribeStackEvents', () => {
  const events = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({
      logicalResourceId: `R${from + i}`,
      resourceType: 'AWS::IAM::Role',
      resourceStatus: 'CREATE_IN_PROGRESS',
      timestamp: from + i,
    }))

  test('gives every member of an event', async () => {
    const stackId = await addStack('demo')
    const event = {
      logicalResourceId: 'ParallelClusterImage',
      physicalResourceId: '',
      resourceType: 'AWS::ImageBuilder::Image',
      timestamp: 1_648_682_793_499,
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: 'Resource handler returned message: "…"',
      resourceProperties: '{"ImageRecipeArn":"arn:…"}',
    }
    await embedded('stack-events', { stackName: 'demo', events: [event] })
    expect((await stackEvents('demo')).StackEvents).toEqual([
      {
        StackId: stackId,
        StackName: 'demo',
        EventId: 'ParallelClusterImage-CREATE_FAILED-2022-03-30T23:26:33.499Z',
        LogicalResourceId: 'ParallelClusterImage',
        PhysicalResourceId: '',
        ResourceType: 'AWS::ImageBuilder::Image',
        Timestamp: new Date(1_648_682_793_499),
        ResourceStatus: 'CREATE_FAILED',
        ResourceStatusReason: event.resourceStatusReason,
        ResourceProperties: event.resourceProperties,
      },
    ])
  })

  test('gives the newest first, 100 a page, none twice although new ones arrive', async () => {
    await addStack('demo', { events: events(250) })
    const ids: unknown[] = []
    const sizes: unknown[] = []
    for await (const page of paginateDescribeStackEvents({ client: cloudformation }, { StackName: 'demo' })) {
      ids.push(...(page.StackEvents ?? []).map((event) => event.LogicalResourceId))
      sizes.push(page.StackEvents?.length)
      await embedded('stack-events', { stackName: 'demo', events: events(3, 1000 + ids.length) })
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(ids).toEqual(Array.from({ length: 250 }, (_, i) => `R${249 - i}`))
  })

  test('keeps the events of a deleted stack, by ARN only', async () => {
    const stackId = await addStack('demo', { stackStatus: 'DELETE_COMPLETE', events: events(2) })
    expect(await refusal(stackEvents('demo'))).toEqual(['ValidationError', 'Stack [demo] does not exist'])
    expect((await stackEvents(stackId)).StackEvents).toHaveLength(2)
  })

  test('tells a reused name from its predecessor', async () => {
    const first = await addStack('demo', { stackStatus: 'DELETE_COMPLETE', events: events(1) })
    const second = await addStack('demo', { events: events(2) })
    expect(second).not.toBe(first)
    expect((await stackEvents('demo')).StackEvents).toHaveLength(2)
    expect((await stackEvents(first)).StackEvents).toHaveLength(1)
  })

  test("a stack's own event sets its status and carries its id", async () => {
    const stackId = await addStack('demo')
    await embedded('stack-events', {
      stackName: 'demo',
      events: [
        { logicalResourceId: 'demo', resourceStatus: 'CREATE_FAILED', resourceStatusReason: 'because' },
      ],
    })
    const [event] = (await stackEvents('demo')).StackEvents ?? []
    expect(event).toMatchObject({ PhysicalResourceId: stackId, ResourceType: 'AWS::CloudFormation::Stack' })
    expect(event?.EventId).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
    expect((await describeStacks('demo')).Stacks).toMatchObject([
      { StackStatus: 'CREATE_FAILED', StackStatusReason: 'because' },
    ])
  })
})

test('a NextToken of another list is a ValidationError', async () => {
  const answer = cloudformation.send(new ListStacksCommand({ NextToken: 'bm9uZQ==' }))
  expect((await refusal(answer))[0]).toBe('ValidationError')
})

test('an operation it does not know is an InvalidAction', async () => {
  expect((await refusal(cloudformation.send(new ListExportsCommand({}))))[0]).toBe('InvalidAction')
})
