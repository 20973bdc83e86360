import 'server-only'
import { AwsFailure } from './aws-failure'

/**
 * The operations AWS is asked, each with the member its answer always holds, however little there is to tell; null for
 * one whose answer has no body.
 */
const members = {
  DeleteObject: null,
  DescribeImages: 'Images',
  DescribeLogGroups: 'logGroups',
  DescribeLogStreams: 'logStreams',
  DescribeStackEvents: 'StackEvents',
  DescribeStacks: 'Stacks',
  GetImage: 'image',
  GetLogEvents: 'events',
  GetObject: null,
  GetQueryResults: 'results',
  HeadObject: null,
  ListObjectsV2: null,
  ListStacks: 'StackSummaries',
  PutObject: null,
  StartQuery: null,
  StopQuery: null,
} as const

export type AwsOperation = keyof typeof members

/**
 * The SDK reads any well-formed answer with status 200 as the operation's own, and what it does not find there as
 * absent: a captive portal's sign-in page would be an account without stacks.
 * @throws AwsFailure unless the answer is the operation's own
 */
export function checkOwnAnswer(operation: AwsOperation, answer: object): void {
  const name = members[operation]
  if (name === null || isObject((answer as Record<string, unknown>)[name])) return
  throw new AwsFailure('other', 'ForeignAnswer', 'AWS sent an answer that cannot be read (HTTP 200).')
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null
