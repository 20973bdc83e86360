import { readFileSync } from 'node:fs'
import { z } from 'zod'

type Environment = Record<string, string | undefined>

const yes = z.stringbool({ truthy: ['true', 'yes', '1', 'on'], falsy: ['false', 'no', '0', 'off'] })
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })
const secureAddress = webAddress.refine(
  (text) => text.startsWith('https:') || isLoopback(new URL(text).hostname),
  { error: 'must be https (plain http is for loopback only)' },
)
const count = (minimum: number, maximum: number) => {
  const error = `must be a whole number from ${minimum} to ${maximum}`
  return z.coerce.number({ error }).int({ error }).min(minimum, { error }).max(maximum, { error })
}

/** Every environment variable the server itself reads, AWS's aside. HOSTING.md's table names the same ones. */
export const variables = {
  PORT: count(0, 65_535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: webAddress
    .refine((text) => new URL(text).pathname === '/', {
      error: 'must be an origin: no path (BASE_PATH holds it)',
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  SERVE_OPENLY: yes.default(false),
  TRUSTED_PROXIES: count(0, 5).default(0),
  RATE_LIMIT_PER_MINUTE: count(0, 1_000_000).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SHUTDOWN_SECONDS: count(1, 300).default(25),
  OIDC_ISSUER: secureAddress.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z.string().default('openid profile email'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  ALLOWED_GROUPS: list.optional(),
  SESSION_SECRET: list.optional(),
  SESSION_HOURS: count(1, 720).default(12),
  PROXY_SIGN_IN: z.enum(['alb', 'oauth2-proxy', 'cloudflare-access']).optional(),
  PROXY_ISSUER: secureAddress.optional(),
  PROXY_AUDIENCE: list.optional(),
  PROXY_KEYS_URL: secureAddress.optional(),
  PROXY_SIGN_OUT_URL: z
    .string()
    .regex(/^(https:\/\/|\/(?!\/))\S+$/, { error: 'must be an https address or a path of the proxy' })
    .optional(),
  ALB_ARN: z
    .string()
    .regex(/^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/[\w/-]+$/, {
      error: "must be an Application Load Balancer's ARN",
    })
    .optional(),
  API_TOKENS: z.string().optional(),
  API_TOKENS_FILE: z.string().optional(),
} satisfies Record<string, z.ZodType>

type Values = { [name in keyof typeof variables]: z.infer<(typeof variables)[name]> }

export type Settings = Values & {
  /** Where to listen: HOST, else every interface when sign-in guards it, else loopback. */
  host: string
  /** Whether anyone who reaches the server may read. */
  open: boolean
  secure: boolean
}

/** Secrets may come from a file instead, e.g. one a container platform mounts: `<name>_FILE`. */
const secrets = ['OIDC_CLIENT_SECRET', 'SESSION_SECRET'] as const

/** Every wrong setting at once, one a line. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    super(`These settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'SettingsError'
  }
}

/**
 * The server's settings from its environment.
 * @param alsoWrong what is wrong with settings read elsewhere, for the one message.
 * @throws {SettingsError} naming every variable that is wrong or missing.
 */
export function readSettings(env: Environment, alsoWrong: readonly string[] = []): Settings {
  const problems = [...alsoWrong]
  const given = withSecretFiles(env, problems)
  const values = Object.fromEntries(
    Object.entries(variables).map(([name, schema]) => {
      const result = schema.safeParse(given[name]?.trim() || undefined)
      if (!result.success) problems.push(`${name} ${result.error.issues[0]?.message ?? 'is wrong'}`)
      return [name, result.data]
    }),
  ) as Values
  problems.push(...missing(values))

  const open = !(values.OIDC_ISSUER || values.PROXY_SIGN_IN || values.API_TOKENS || values.API_TOKENS_FILE)
  const host = values.HOST ?? (open && !values.SERVE_OPENLY ? '127.0.0.1' : '0.0.0.0')
  if (open && !isLoopback(host) && !values.SERVE_OPENLY) {
    problems.push(
      `HOST ${host} would let anyone who reaches it read the builds: configure sign-in, or say so with SERVE_OPENLY=true`,
    )
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return { ...values, host, open, secure: values.PUBLIC_URL?.startsWith('https:') ?? false }
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}

function withSecretFiles(env: Environment, problems: string[]): Environment {
  const given = { ...env }
  for (const name of secrets) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    try {
      given[name] = readFileSync(file, 'utf8')
    } catch (error) {
      problems.push(`${name}_FILE cannot be read: ${error instanceof Error ? error.message : error}`)
    }
  }
  return given
}

/** What one setting needs of the others. */
function missing(values: Values): string[] {
  const problems: string[] = []
  const need = (why: string, ...names: (keyof Values)[]) => {
    for (const name of names) if (values[name] === undefined) problems.push(`${name} is missing: ${why}`)
  }
  if (values.OIDC_ISSUER) {
    need('OIDC_ISSUER asks for sign-in', 'OIDC_CLIENT_ID', 'SESSION_SECRET', 'PUBLIC_URL')
  } else if (values.OIDC_CLIENT_ID || values.OIDC_CLIENT_SECRET) {
    need('OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong to it', 'OIDC_ISSUER')
  }
  if (values.SESSION_SECRET?.some((secret) => secret.length < 32)) {
    problems.push('SESSION_SECRET must be at least 32 characters, e.g. from `openssl rand -base64 32`')
  }
  const proxy = values.PROXY_SIGN_IN
  if (proxy === 'alb') need('PROXY_SIGN_IN=alb accepts headers signed by this load balancer only', 'ALB_ARN')
  if (proxy === 'oauth2-proxy' || proxy === 'cloudflare-access') {
    need(`PROXY_SIGN_IN=${proxy} checks tokens against them`, 'PROXY_ISSUER', 'PROXY_AUDIENCE')
  }
  if (values.PROXY_SIGN_OUT_URL) need('PROXY_SIGN_OUT_URL is that proxy’s', 'PROXY_SIGN_IN')
  if (proxy && values.OIDC_ISSUER) problems.push('PROXY_SIGN_IN and OIDC_ISSUER exclude each other')
  if (values.ALLOWED_GROUPS && !values.OIDC_ISSUER && !proxy) {
    problems.push('ALLOWED_GROUPS needs OIDC_ISSUER or PROXY_SIGN_IN, which tell the groups')
  }
  return problems
}
