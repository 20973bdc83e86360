import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeImagesCommand, DescribeInstancesCommand, type Filter } from '@aws-sdk/client-ec2'
import { GetImageCommand } from '@aws-sdk/client-imagebuilder'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { describe, expect, test } from 'vitest'
import { refusal, testEndpoint } from './test-endpoint'

const { ec2, imagebuilder, embedded, config, url } = await testEndpoint()

describe('DescribeImages', () => {
  const find = async (...Filters: Filter[]) => {
    const { Images } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'], Filters }))
    return Images?.map((image) => image.ImageId)
  }

  test('filters by tag key, by tag value and by name, with wildcards', async () => {
    const tags = { 'parallelcluster:image_id': 'demo', 'parallelcluster:build_status': 'available' }
    await embedded('amis', { imageId: 'ami-1', name: 'demo 2026', tags })
    await embedded('amis', { imageId: 'ami-2', name: 'other', tags: { 'parallelcluster:image_id': 'other' } })
    await embedded('amis', { imageId: 'ami-3', name: 'plain' })
    expect(await find()).toEqual(['ami-1', 'ami-2', 'ami-3'])
    expect(await find({ Name: 'tag-key', Values: ['parallelcluster:image_id'] })).toEqual(['ami-1', 'ami-2'])
    expect(
      await find(
        { Name: 'tag-key', Values: ['parallelcluster:image_id'] },
        { Name: 'tag:parallelcluster:build_status', Values: ['available', 'pending'] },
      ),
    ).toEqual(['ami-1'])
    expect(await find({ Name: 'name', Values: ['demo*', 'pl?in'] })).toEqual(['ami-1', 'ami-3'])
    expect(await find({ Name: 'tag:nothing', Values: ['*'] })).toEqual([])
  })

  test('refuses a filter it does not know', async () => {
    const answer = ec2.send(new DescribeImagesCommand({ Filters: [{ Name: 'nonsense', Values: ['x'] }] }))
    expect(await refusal(answer)).toEqual(['InvalidParameterValue', "The filter 'nonsense' is invalid"])
  })

  test('gives tags, times and architecture', async () => {
    await embedded('amis', {
      imageId: 'ami-1',
      name: 'x',
      architecture: 'arm64',
      creationTime: 0,
      tags: { a: '1' },
    })
    const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-1'] }))
    expect(Images).toMatchObject([
      {
        ImageId: 'ami-1',
        Architecture: 'arm64',
        State: 'available',
        CreationDate: '1970-01-01T00:00:00.000Z',
        OwnerId: '123456789012',
        Tags: [{ Key: 'a', Value: '1' }],
      },
    ])
  })

  test('pages by MaxResults', async () => {
    for (const n of [1, 2, 3]) await embedded('amis', { imageId: `ami-${n}`, name: 'x' })
    const first = await ec2.send(new DescribeImagesCommand({ MaxResults: 2 }))
    const second = await ec2.send(new DescribeImagesCommand({ MaxResults: 2, NextToken: first.NextToken }))
    expect([first.Images?.length, second.Images?.length, second.NextToken]).toEqual([2, 1, undefined])
  })

  test('names the AMI that is not there', async () => {
    expect(await refusal(ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-9'] })))).toEqual([
      'InvalidAMIID.NotFound',
      "The image id '[ami-9]' does not exist",
    ])
  })

  test('is the only operation EC2 knows here', async () => {
    expect((await refusal(ec2.send(new DescribeInstancesCommand({}))))[0]).toBe('InvalidAction')
  })
})

describe('GetImage', () => {
  const arn = 'arn:aws:imagebuilder:us-east-1:123456789012:image/parallelclusterimage-demo/3.13.0/1'

  test("gives the image's state, its failureContext included", async () => {
    const failureContext = {
      imageStatus: 'BUILDING',
      failedStep: 'ApplyBuildComponents',
      componentFailure: {
        phaseName: 'build',
        stepName: 'InstallPClusterPackages',
        errorMessage: 'exit status 1',
      },
    }
    await embedded('images', {
      arn,
      name: 'demo',
      version: '3.13.0',
      status: 'FAILED',
      reason: 'no',
      failureContext,
    })
    const { image } = await imagebuilder.send(new GetImageCommand({ imageBuildVersionArn: arn }))
    expect(image?.state).toMatchObject({ status: 'FAILED', reason: 'no' })
    expect(image).toMatchObject({ arn, name: 'demo', version: '3.13.0/1' })

    // The client of this version has no failureContext in its model yet and drops it; the wire carries it.
    const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/imagebuilder/aws4_request'
    const query = new URLSearchParams({ imageBuildVersionArn: arn })
    const answer = await fetch(`${url}/GetImage?${query}`, { headers: { authorization } })
    const raw = (await answer.json()) as { image: { state: unknown } }
    expect(raw.image.state).toEqual({ status: 'FAILED', reason: 'no', failureContext })
  })

  test('refuses an ARN it does not know', async () => {
    expect(await refusal(imagebuilder.send(new GetImageCommand({ imageBuildVersionArn: arn })))).toEqual([
      'ResourceNotFoundException',
      `Resource of type 'ImageBuild' with identifier '${arn}' cannot be found.`,
    ])
  })
})

test("an assumed role reads its own account's data", async () => {
  const account = '999988887777'
  await embedded('events', { account, logGroupName: 'theirs', logStreamName: 's', events: [] })
  const credentials = fromTemporaryCredentials({
    masterCredentials: config.credentials,
    params: { RoleArn: `arn:aws:iam::${account}:role/reader` },
    clientConfig: { endpoint: url, region: 'us-east-1' },
  })
  const logs = new CloudWatchLogsClient({ ...config, credentials })
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}))
  expect(logGroups?.map((group) => group.arn)).toEqual([
    `arn:aws:logs:us-east-1:${account}:log-group:theirs:*`,
  ])
})

test('a request without a signature is refused in the words of its service', async () => {
  const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15' })
  const answer = await fetch(url, { method: 'POST', body })
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>')
})

test('every answer carries its request id', async () => {
  const { $metadata } = await ec2.send(new DescribeImagesCommand({}))
  expect($metadata.requestId).toMatch(/^[\da-f-]{36}$/)
})
