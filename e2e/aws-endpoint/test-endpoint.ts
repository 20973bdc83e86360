import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  type GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder'
import { afterAll, beforeEach, expect } from 'vitest'
import { startAwsEndpoint } from './server'

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/** AWS's own clients, one attempt a call. */
export function awsClients(endpoint: string, region = 'us-east-1', accessKeyId = 'test') {
  const config = { endpoint, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: 'test' } }
  return {
    config,
    logs: new CloudWatchLogsClient(config),
    cloudformation: new CloudFormationClient(config),
    ec2: new EC2Client(config),
    imagebuilder: new ImagebuilderClient(config),
  }
}

/** A server of the test file's own, emptied before each test, with clients and its own routes at hand. */
export async function testEndpoint() {
  const { url, world, close } = await startAwsEndpoint()
  const embedded = async (way: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await fetch(`${url}/_embedded/${way}`, init)
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  beforeEach(async () => {
    await embedded('reset', {})
  })
  afterAll(close)
  return { url, world, embedded, ...awsClients(url) }
}

/** What AWS said when it refused, as [code, message]; an answer is a failure of the test. */
export function refusal(answer: Promise<unknown>): Promise<[code: string, message: string]> {
  return answer.then(
    () => expect.fail('AWS answered instead of refusing'),
    (error: Error) => [error.name, error.message],
  )
}

type PageInput = Omit<GetLogEventsCommandInput, 'nextToken'>

/** Reads page after page in one direction until a token comes back unchanged. */
export async function readAll(
  logs: CloudWatchLogsClient,
  input: PageInput,
  direction: 'forward' | 'backward',
  eachPage: (page: GetLogEventsCommandOutput) => unknown = () => {},
) {
  const pages: { timestamp: number; message: string }[][] = []
  for (let nextToken: string | undefined; ; ) {
    const page = await logs.send(
      new GetLogEventsCommand({ startFromHead: direction === 'forward', ...input, nextToken }),
    )
    const token = direction === 'forward' ? page.nextForwardToken : page.nextBackwardToken
    const events = (page.events ?? []).map(({ timestamp = -1, message = '' }) => ({ timestamp, message }))
    if (direction === 'forward') pages.push(events)
    else pages.unshift(events)
    await eachPage(page)
    if (token === nextToken) return { pages, events: pages.flat() }
    nextToken = token
  }
}
