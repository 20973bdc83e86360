import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { s3Operation } from '../s3/s3-operation'
import { AwsError } from './aws-error'

export type Service = 'logs' | 'cloudformation' | 'ec2' | 'imagebuilder' | 'sts' | 's3'

/** One request as an operation sees it, whatever protocol it came in. */
export type AwsCall = {
  service: Service
  operation: string
  region: string
  account: string
  /** JSON members, or the form's flat `Name.member.1` names. */
  params: Record<string, unknown>
  requestId: string
  /** S3 alone speaks by method, headers and bytes. */
  http?: HttpRequest
}

export type HttpRequest = { method: string; url: URL; headers: Record<string, string>; body: Buffer }

export const defaultAccount = '123456789012'

const servicesByVersion: Record<string, Service> = {
  '2010-05-15': 'cloudformation',
  '2016-11-15': 'ec2',
  '2011-06-15': 'sts',
}
const knownServices = new Set<string>(['logs', 'cloudformation', 'ec2', 'imagebuilder', 'sts', 's3'])

/**
 * Reads service and region from the SigV4 scope, the operation from `x-amz-target`, `Action` or the path.
 * The signature itself is not checked: any key signs in.
 */
export function readAwsCall(request: IncomingMessage, body: Buffer): AwsCall {
  const url = new URL(request.url ?? '/', 'http://endpoint')
  const target = request.headers['x-amz-target']
  const requestId = randomUUID()

  if (typeof target === 'string') {
    const [prefix, operation = ''] = target.split('.')
    const service = prefix === 'Logs_20140328' ? 'logs' : 'unknown'
    const signed = readScope(request, url, 'logs')
    if (service !== 'logs') throw new Refused('logs', requestId, unknownOperation())
    return { ...signed, service, operation, params: readJson(body, requestId), requestId }
  }
  const form = new URLSearchParams(request.method === 'POST' ? body.toString('utf8') : url.search)
  const action = form.get('Action')
  if (action !== null) {
    const service =
      servicesByVersion[form.get('Version') ?? ''] ?? scopeService(request, url) ?? 'cloudformation'
    return {
      ...readScope(request, url, service),
      service,
      operation: action,
      params: Object.fromEntries(form),
      requestId,
    }
  }
  const service = scopeService(request, url) ?? 'imagebuilder'
  if (service === 's3') {
    const http = { method: request.method ?? 'GET', url, headers: textHeaders(request), body }
    const params = { ...Object.fromEntries(url.searchParams), path: url.pathname }
    const operation = s3Operation(http)
    return { ...readScope(request, url, service), service, operation, params, requestId, http }
  }
  const operation = url.pathname.slice(1)
  const params = body.length > 0 ? readJson(body, requestId) : Object.fromEntries(url.searchParams)
  return {
    ...readScope(request, url, service),
    service,
    operation,
    params: { ...params, path: url.pathname },
    requestId,
  }
}

/** A request refused before it became a call: the error still has to speak the service's protocol. */
export class Refused extends Error {
  readonly service: Service
  readonly requestId: string
  readonly error: AwsError

  constructor(service: Service, requestId: string, error: AwsError) {
    super(error.message)
    this.service = service
    this.requestId = requestId
    this.error = error
  }
}

export function unknownOperation(): AwsError {
  return new AwsError(
    'UnknownOperationException',
    'The requested operation is not recognized by the service.',
  )
}

function readJson(body: Buffer, requestId: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {}
  throw new Refused(
    'logs',
    requestId,
    new AwsError('SerializationException', 'Could not parse request body into json.'),
  )
}

function scope(request: IncomingMessage, url: URL): string[] | undefined {
  const header = request.headers.authorization?.match(/Credential=([^,\s]+)/)?.[1]
  const credential = header ?? url.searchParams.get('X-Amz-Credential') ?? undefined
  return credential?.split('/')
}

function scopeService(request: IncomingMessage, url: URL): Service | undefined {
  const service = scope(request, url)?.at(-2)
  return service !== undefined && knownServices.has(service) ? (service as Service) : undefined
}

function readScope(
  request: IncomingMessage,
  url: URL,
  service: Service,
): { region: string; account: string } {
  const parts = scope(request, url)
  const [accessKeyId, region] = [parts?.[0], parts?.at(-3)]
  if (parts === undefined || parts.length < 5 || accessKeyId === undefined || region === undefined) {
    const missing = 'Request is missing Authentication Token'
    throw new Refused(service, randomUUID(), new AwsError('MissingAuthenticationToken', missing, 403))
  }
  // AssumeRole's keys carry the role's account, so that a session needs no record here.
  return { region, account: accessKeyId.match(/^ASIADEMO(\d{12})$/)?.[1] ?? defaultAccount }
}

const textHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  )
