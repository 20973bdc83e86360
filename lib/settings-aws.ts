import { z } from 'zod'
import { regions } from '@/lib/images/regions'
import { awsVariables } from './settings/variables'

export type { Account } from './settings/variables'

const awsSettings = z.object(awsVariables)
export type AwsSettings = z.infer<typeof awsSettings>

/** The settings that concern AWS, a variable set to nothing counting as not set. */
function readAwsSettings(env: Record<string, string | undefined>) {
  const given = Object.entries(env).map(([name, value]) => [name, value?.trim() || undefined])
  return awsSettings.safeParse(Object.fromEntries(given))
}

/**
 * What AWS's SDK lacks, a sentence each, for one message when the server starts. `problems` keep it from starting; with
 * `warnings` it starts and answers 401 until they are cured.
 */
export async function checkAwsSettings(
  env = process.env,
): Promise<{ problems: string[]; warnings: string[] }> {
  const read = readAwsSettings(env)
  const problems: string[] = []
  const warnings: string[] = []
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
  const { config } = new CloudWatchLogsClient({})
  const own = await config.region().catch(() => null)
  const offered = read.data?.REGIONS ?? []
  if (own === null && offered.length === 0 && read.success) {
    problems.push('AWS_REGION is not set, and neither the AWS config file nor REGIONS names a region')
  } else if (own !== null && offered.length === 0 && !regions.some((region) => region === own)) {
    problems.push(`AWS_REGION '${own}' is not a region of ParallelCluster; name it in REGIONS if it is meant`)
  }
  const failure = await config.credentials().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  if (failure !== null) warnings.push(`AWS credentials: none found in the SDK’s own chain (${failure})`)
  return { problems, warnings }
}

let settings: AwsSettings | undefined

/** The process's settings, read at the first need: a build has none. @throws Error when they are wrong */
export function currentAwsSettings(): AwsSettings {
  settings ??= readAwsSettings(process.env).data
  if (!settings) throw new Error('The settings for AWS are wrong; the server says which when it starts.')
  return settings
}
