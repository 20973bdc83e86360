import type { Service } from './aws-call'
import type { AwsError } from './aws-error'
import { toXml, type XmlObject } from './xml'

/** An HTTP answer before it is written, so that faults can delay, cut or replace it. */
export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer }

const namespaces: Record<string, string> = {
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
}

export function jsonAnswer(service: Service, requestId: string, members: unknown): Answer {
  return { status: 200, headers: jsonHeaders(service, requestId), body: JSON.stringify(members) }
}

export function xmlAnswer(service: Service, operation: string, requestId: string, result: XmlObject): Answer {
  const xmlns = namespaces[service]
  const body =
    service === 'ec2'
      ? `<${operation}Response xmlns="${xmlns}">${toXml({ requestId, ...result }, 'item')}</${operation}Response>`
      : `<${operation}Response xmlns="${xmlns}"><${operation}Result>${toXml(result, 'member')}</${operation}Result>` +
        `${toXml({ ResponseMetadata: { RequestId: requestId } }, 'member')}</${operation}Response>`
  return { status: 200, headers: xmlHeaders(requestId), body: declaration + body }
}

/** The same refusal in the words of each protocol: JSON with `__type`, JSON with a header, or one of two XMLs. */
export function errorAnswer(service: Service, requestId: string, error: AwsError): Answer {
  const { code, message, status } = error
  switch (service) {
    case 'logs':
      return {
        status,
        headers: jsonHeaders(service, requestId),
        body: JSON.stringify({ __type: code, message }),
      }
    case 'imagebuilder':
      return {
        status,
        headers: { ...jsonHeaders(service, requestId), 'x-amzn-errortype': code },
        body: JSON.stringify({ message }),
      }
    case 'ec2':
      return {
        status,
        headers: xmlHeaders(requestId),
        body: `${declaration}<Response><Errors>${toXml({ Error: { Code: code, Message: message } }, 'item')}</Errors><RequestID>${requestId}</RequestID></Response>`,
      }
    case 's3':
      return {
        status,
        headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId, ...error.headers },
        body: `${declaration}${toXml({ Error: { Code: code, Message: message, RequestId: requestId } }, 'member')}`,
      }
    default: {
      const type = status < 500 ? 'Sender' : 'Receiver'
      const error = toXml(
        { Error: { Type: type, Code: code, Message: message }, RequestId: requestId },
        'member',
      )
      const body = `<ErrorResponse xmlns="${namespaces[service]}">${error}</ErrorResponse>`
      return { status, headers: xmlHeaders(requestId), body }
    }
  }
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

function jsonHeaders(service: Service, requestId: string): Record<string, string> {
  const contentType = service === 'logs' ? 'application/x-amz-json-1.1' : 'application/json'
  return { 'content-type': contentType, 'x-amzn-requestid': requestId }
}

function xmlHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }
}
