import 'server-only'
import { DescribeImagesCommand } from '@aws-sdk/client-ec2'
import { LRUCache } from 'lru-cache'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { systemOfAmi } from '@/lib/images/fleet/system-of-ami'
import { AwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { ec2 } from '../clients'
import { type Scope, scopeKey } from '../scope'

/** What AWS knows of an AMI, anybody's. */
export type AmiName = { amiId: string; name?: string; creationTime?: string }

const known = new LRUCache<string, AmiName>({ max: 2_000, ttl: 24 * 60 * 60_000 })

/**
 * An AMI's name and date. Where it is gone, or not ours to see, only its id.
 * @throws AwsFailure for want of quota and the like
 */
export async function amiNamed(scope: Scope, amiId: string, signal: AbortSignal): Promise<AmiName> {
  const key = `${scopeKey(scope)} ${amiId}`
  const held = known.get(key)
  if (held) return held
  const ami = await ask(scope, amiId, signal)
  known.set(key, ami)
  return ami
}

async function ask(scope: Scope, amiId: string, signal: AbortSignal): Promise<AmiName> {
  try {
    const answer = await callAws('DescribeImages', scope, signal, (options) =>
      ec2(scope).send(new DescribeImagesCommand({ ImageIds: [amiId] }), options),
    )
    const { Name: name, CreationDate: creationTime } = answer.Images?.[0] ?? {}
    return { amiId, ...(name && { name }), ...(creationTime && { creationTime }) }
  } catch (error) {
    const isGone = error instanceof AwsFailure && /^InvalidAMIID/.test(error.code)
    if (isGone || (error instanceof AwsFailure && error.kind === 'refused')) return { amiId }
    throw error
  }
}

/** Adds the operating system that the parent image's name tells, where the end of the log did not. */
export async function withSystem(
  scope: Scope,
  record: BuildRecord,
  signal: AbortSignal,
): Promise<BuildRecord> {
  const { parentImage, system } = record
  if (system !== undefined || parentImage === undefined) return record
  const name = parentImage.startsWith('ami-')
    ? (await amiNamed(scope, parentImage, signal)).name
    : parentImage
  const told = name && systemOfAmi(name)
  return told ? { ...record, system: told } : record
}
