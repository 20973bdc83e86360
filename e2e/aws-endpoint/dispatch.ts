import { describeStackEvents, describeStacks, listStacks } from './cloudformation/operations'
import { describeImages } from './ec2/describe-images'
import { getImage } from './imagebuilder/get-image'
import { createLogGroup, createLogStream, deleteLogGroup, deleteLogStream } from './logs/create-and-delete'
import { describeLogGroups } from './logs/describe-log-groups'
import { describeLogStreams } from './logs/describe-log-streams'
import { createExportTask, describeExportTasks } from './logs/export-task'
import { filterLogEvents } from './logs/filter-log-events'
import { getLogEvents } from './logs/get-log-events'
import { getQueryResults, startQuery, stopQuery } from './logs/insights-query'
import { putLogEvents } from './logs/put-log-events'
import { answerS3 } from './s3/answer-s3'
import { assumeRole, getCallerIdentity } from './sts'
import { type Answer, jsonAnswer, xmlAnswer } from './wire/answer'
import { type AwsCall, unknownOperation } from './wire/aws-call'
import { AwsError } from './wire/aws-error'
import type { XmlObject } from './wire/xml'
import type { Region, World } from './world'

type Operation<Result> = (region: Region, call: AwsCall, now: number) => Result
type Operations<Result> = ReadonlyMap<string, Operation<Result>>

const logs: Operations<unknown> = new Map<string, Operation<unknown>>([
  ['CreateLogGroup', createLogGroup],
  ['CreateLogStream', createLogStream],
  ['DeleteLogGroup', deleteLogGroup],
  ['DeleteLogStream', deleteLogStream],
  ['DescribeExportTasks', describeExportTasks],
  ['DescribeLogGroups', describeLogGroups],
  ['DescribeLogStreams', describeLogStreams],
  ['FilterLogEvents', filterLogEvents],
  ['GetLogEvents', getLogEvents],
  ['GetQueryResults', getQueryResults],
  ['PutLogEvents', putLogEvents],
  ['StartQuery', startQuery],
  ['StopQuery', stopQuery],
])
const imagebuilder: Operations<unknown> = new Map([['GetImage', getImage]])
const query: Record<'cloudformation' | 'ec2' | 'sts', Operations<XmlObject>> = {
  cloudformation: new Map([
    ['DescribeStackEvents', describeStackEvents],
    ['DescribeStacks', describeStacks],
    ['ListStacks', listStacks],
  ]),
  ec2: new Map([['DescribeImages', describeImages]]),
  sts: new Map<string, Operation<XmlObject>>([
    ['AssumeRole', (_region, call, now) => assumeRole(call, now)],
    ['GetCallerIdentity', (_region, call) => getCallerIdentity(call)],
  ]),
}

/** Runs a call against its account's region and renders the result in the service's protocol. */
export function answerCall(world: World, call: AwsCall, now: number): Answer {
  const region = world.region(call.account, call.region)
  const { service, operation, requestId } = call
  switch (service) {
    case 'logs': {
      const run = operation === 'CreateExportTask' ? createExportTask(world) : known(logs.get(operation))
      const result = run(region, call, now)
      const answer = jsonAnswer(service, requestId, result ?? {})
      // Operations without a result answer with no body at all, not with {}.
      return result === undefined ? { ...answer, body: '' } : answer
    }
    case 'imagebuilder':
      return jsonAnswer(service, requestId, known(imagebuilder.get(operation), 404)(region, call, now))
    case 's3':
      return answerS3(world, call, now)
    default: {
      const run = query[service].get(operation)
      if (run === undefined) throw invalidAction(call)
      return xmlAnswer(service, operation, requestId, run(region, call, now))
    }
  }
}

function known<Run>(operation: Run | undefined, status = 400): Run {
  if (operation !== undefined) return operation
  const { code, message } = unknownOperation()
  throw new AwsError(code, message, status)
}

function invalidAction({ service, operation, params }: AwsCall): AwsError {
  const text =
    service === 'ec2'
      ? `The action ${operation} is not valid for this web service.`
      : `Could not find operation ${operation} for version ${String(params.Version)}`
  return new AwsError('InvalidAction', text)
}
