import type { AwsCall, Service } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { Fault } from './fault'

type Spelling = readonly [code: string, status: number]
type Spellings = Partial<Record<Service, Spelling>> & { other: Spelling }

// The same refusal has another code in each service.
const throttle: Spellings = {
  logs: ['ThrottlingException', 400],
  ec2: ['RequestLimitExceeded', 503],
  imagebuilder: ['TooManyRequestsException', 429],
  s3: ['SlowDown', 503],
  other: ['Throttling', 400],
}
const accessDenied: Spellings = {
  logs: ['AccessDeniedException', 400],
  ec2: ['UnauthorizedOperation', 403],
  imagebuilder: ['AccessDeniedException', 403],
  other: ['AccessDenied', 403],
}
const expiredToken: Spellings = {
  logs: ['ExpiredTokenException', 400],
  ec2: ['RequestExpired', 400],
  imagebuilder: ['ExpiredTokenException', 403],
  other: ['ExpiredToken', 403],
}
const invalidCredentials: Spellings = {
  logs: ['UnrecognizedClientException', 400],
  ec2: ['AuthFailure', 401],
  imagebuilder: ['UnrecognizedClientException', 403],
  other: ['InvalidClientTokenId', 403],
}
const clockSkew: Spellings = {
  logs: ['InvalidSignatureException', 400],
  ec2: ['AuthFailure', 401],
  imagebuilder: ['InvalidSignatureException', 403],
  other: ['SignatureDoesNotMatch', 403],
}
const internalError: Spellings = { ec2: ['InternalError', 500], other: ['InternalFailure', 500] }
const serviceUnavailable: Spellings = {
  logs: ['ServiceUnavailableException', 500],
  ec2: ['Unavailable', 503],
  imagebuilder: ['ServiceUnavailableException', 503],
  other: ['ServiceUnavailable', 503],
}

/** The AWS error a fault answers with; undefined for the kinds that spoil the answer itself. */
export function faultError(fault: Fault, call: AwsCall, now: number): AwsError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return spelled(throttle, call, call.service === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded')
    case 'accessDenied':
      return spelled(accessDenied, call, accessDeniedText(call))
    case 'expiredToken':
      return spelled(expiredToken, call, 'The security token included in the request is expired')
    case 'invalidCredentials':
      return spelled(invalidCredentials, call, 'The security token included in the request is invalid.')
    case 'clockSkew':
      return spelled(clockSkew, call, clockSkewText(now))
    case 'internalError':
      return spelled(internalError, call, 'An internal error occurred.')
    case 'serviceUnavailable':
      return spelled(serviceUnavailable, call, 'The service is unavailable. Please try again later.')
    default:
      return undefined
  }
}

function spelled(spellings: Spellings, call: AwsCall, message: string): AwsError {
  const [code, status] = spellings[call.service] ?? spellings.other
  return new AwsError(code, message, status)
}

function accessDeniedText({ service, operation, region, account, params }: AwsCall): string {
  const action = `${service}:${operation}`
  const resource =
    service === 'logs'
      ? `arn:aws:logs:${region}:${account}:log-group:${String(params.logGroupName ?? '')}:log-stream:${String(params.logStreamName ?? '')}`
      : service === 'cloudformation' && params.StackName !== undefined
        ? `arn:aws:cloudformation:${region}:${account}:stack/${String(params.StackName)}/*`
        : '*'
  return (
    `User: arn:aws:sts::${account}:assumed-role/dashboard/demo is not authorized to perform: ${action} ` +
    `on resource: ${resource} because no identity-based policy allows the ${action} action`
  )
}

function clockSkewText(now: number): string {
  const [signed, earliest] = [basicTime(now - 3_600_000), basicTime(now - 300_000)]
  return `Signature expired: ${signed} is now earlier than ${earliest} (${basicTime(now)} - 5 min.)`
}

/** `20260102T030405Z` */
function basicTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}
