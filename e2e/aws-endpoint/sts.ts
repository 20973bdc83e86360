import { randomBytes } from 'node:crypto'
import type { AwsCall } from './wire/aws-call'
import { AwsError, validationText } from './wire/aws-error'
import type { XmlObject } from './wire/xml'

export function getCallerIdentity({ account }: AwsCall): XmlObject {
  return { Arn: `arn:aws:iam::${account}:user/demo`, UserId: 'AIDAQWERTYUIOPASDFGHJ', Account: account }
}

/** Credentials of the role's account: what they read and write afterwards is that account's. */
export function assumeRole({ params }: AwsCall, now: number): XmlObject {
  const roleArn = String(params.RoleArn ?? '')
  const match = /^arn:aws[\w-]*:iam::(\d{12}):role\/(.+)$/.exec(roleArn)
  if (match === null)
    throw new AwsError('ValidationError', validationText(params.RoleArn, 'roleArn', 'be a valid ARN'))
  const [, account = '', roleName = ''] = match
  const session = String(params.RoleSessionName ?? 'session')
  const seconds = Number(params.DurationSeconds ?? 3600)
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROAQWERTYUIOPASDFGHJ:${session}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${roleName.split('/').at(-1) ?? ''}/${session}`,
    },
    Credentials: {
      AccessKeyId: `ASIADEMO${account}`,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: randomBytes(96).toString('base64'),
      Expiration: new Date(now + seconds * 1000).toISOString(),
    },
  }
}
