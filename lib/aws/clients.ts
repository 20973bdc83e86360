import 'server-only'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder'
import { S3Client } from '@aws-sdk/client-s3'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { type Scope, scopeKey } from './scope'

// A hanging endpoint would hang for ever: the SDK has no timeouts of its own, and a request timeout only warns
// unless told to throw. The whole call, its retries included, is bounded by call-aws.ts.
const requestHandler = {
  connectionTimeout: 3_000,
  requestTimeout: 8_000,
  throwOnRequestTimeout: true,
  socketTimeout: 8_000,
}

// The SDK prepares every answer for a logger's `info`, going through all of it, even when nobody listens.
const logger = { debug() {}, info: undefined as never, warn() {}, error() {} }

/** What each client is made with; credentials are the SDK's own chain, or the account's role by way of it. */
function configFor({ account, region }: Scope) {
  const { roleArn } = account
  return {
    region,
    requestHandler,
    logger,
    ...(roleArn !== null && {
      credentials: fromTemporaryCredentials({
        params: { RoleArn: roleArn, RoleSessionName: 'image-build-logs' },
        clientConfig: { region, requestHandler },
      }),
    }),
  }
}

/** One client for each account and region, made when first needed and kept: it pools its connections. */
function perScope<Client>(make: (scope: Scope) => Client): (scope: Scope) => Client {
  const clients = new Map<string, Client>()
  return (scope) => {
    const key = scopeKey(scope)
    const client = clients.get(key) ?? make(scope)
    clients.set(key, client)
    return client
  }
}

export const logs = perScope((scope) => new CloudWatchLogsClient(configFor(scope)))
/** What costs money is asked once: an attempt that timed out may have begun. */
export const paidLogs = perScope((scope) => new CloudWatchLogsClient({ ...configFor(scope), maxAttempts: 1 }))
export const cloudFormation = perScope((scope) => new CloudFormationClient(configFor(scope)))
export const ec2 = perScope((scope) => new EC2Client(configFor(scope)))
export const imageBuilder = perScope((scope) => new ImagebuilderClient(configFor(scope)))

/** A bucket is part of S3's host name, which an endpoint of one's own does not have. */
const s3Config = (scope: Scope) => ({
  ...configFor(scope),
  forcePathStyle: (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined,
})

export const s3 = perScope((scope) => new S3Client(s3Config(scope)))

/** For whole archives, which take their time, in a bucket that may lie in another region. */
export const archiveS3 = perScope(
  (scope) =>
    new S3Client({
      ...s3Config(scope),
      followRegionRedirects: true,
      requestHandler: { ...requestHandler, requestTimeout: 60_000, socketTimeout: 20_000 },
    }),
)
