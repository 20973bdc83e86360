import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import { withoutChunks } from './chunked-body'
import { placeOf } from './s3-operation'

/** A request to S3, path-style: `/<bucket>/<key>`. */
export type S3Call = {
  operation: string
  region: string
  account: string
  bucket: string
  key: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
}

/** @throws AwsError for a body that breaks off */
export function readS3Call(call: AwsCall): S3Call {
  const { http, operation, region, account } = call
  if (!http) throw new AwsError('InvalidRequest', 'Not a request to S3.')
  const { body, headers } = withoutChunks(http.body, http.headers)
  return { operation, region, account, ...placeOf(http.url), query: http.url.searchParams, headers, body }
}
