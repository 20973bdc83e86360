import { z } from 'zod'
import { regions } from '@/lib/images/regions'

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))

const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/
const wholeNumber = (fallback: number) => z.coerce.number().int().min(0).default(fallback)

/** What the environment says about AWS. Each setting's name is the environment variable's. */
const awsSettings = z.object({
  REGIONS: list.refine((regions) => regions.every((region) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)), {
    error: 'must be AWS regions separated by commas, such as us-east-1,eu-west-1',
  }),
  ACCOUNTS: list
    .transform((items) => items.map(readAccount))
    .refine((accounts) => accounts.every((account) => account !== null), {
      error:
        'must be name=role ARN pairs separated by commas, such as build=arn:aws:iam::123456789012:role/reader; ' +
        'a name alone stands for the server’s own credentials',
    }),
  IMAGE_ID_PREFIXES: list.refine(
    (prefixes) => prefixes.every((prefix) => /^[a-zA-Z][a-zA-Z0-9-]*$/.test(prefix)),
    {
      error: 'must be beginnings of image ids separated by commas',
    },
  ),
  MASK_ACCOUNT_IDS: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  GET_LOG_EVENTS_PER_SECOND: z.coerce.number({ error: 'must be a number' }).positive().max(100).optional(),
  CACHE_MEMORY_MB: wholeNumber(128),
  CACHE_DISK_MB: wholeNumber(1024),
  CACHE_DIR: z.string().optional(),
  VALKEY_URL: z
    .string()
    .regex(/^(redis|valkey)s?:\/\//, { error: 'must be a redis://, rediss:// or valkey:// address' })
    .optional(),
})
export type AwsSettings = z.infer<typeof awsSettings>

export type Account = { name: string; roleArn: string | null }

function readAccount(item: string): Account | null {
  const at = item.indexOf('=')
  if (at < 0) return /^[\w-]+$/.test(item) ? { name: item, roleArn: null } : null
  const [name, arn] = [item.slice(0, at), item.slice(at + 1)]
  return /^[\w-]+$/.test(name) && roleArn.test(arn) ? { name, roleArn: arn } : null
}

/** Reads the settings that concern AWS, a variable set to nothing counting as not set. */
export function readAwsSettings(env: Record<string, string | undefined>) {
  return awsSettings.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
}

/**
 * Every AWS setting that is wrong or missing, a sentence each, for one message when the server starts.
 * `problems` keep it from starting; with `warnings` it starts and answers 401 until they are cured.
 */
export async function checkAwsSettings(
  env = process.env,
): Promise<{ problems: string[]; warnings: string[] }> {
  const read = readAwsSettings(env)
  const problems = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  const warnings: string[] = []
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
  const { config } = new CloudWatchLogsClient({})
  const own = await config.region().catch(() => null)
  const offered = read.data?.REGIONS ?? []
  if (own === null && offered.length === 0) {
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
