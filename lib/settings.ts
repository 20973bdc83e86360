import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { isLoopback } from './settings/grammar'
import { secrets, variables } from './settings/variables'

type Environment = Record<string, string | undefined>

type Values = { [name in keyof typeof variables]: z.infer<(typeof variables)[name]> }

export type Settings = Values & {
  /** Where to listen: HOST, else every interface when sign-in guards it, else loopback. */
  host: string
  /** Whether anyone who reaches the server may read. */
  open: boolean
  secure: boolean
}

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
  if (open && values.ACCESS_FILE) {
    problems.push('ACCESS_FILE needs OIDC_ISSUER, PROXY_SIGN_IN or API_TOKENS, which tell who is asking')
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return { ...values, host, open, secure: values.PUBLIC_URL?.startsWith('https:') ?? false }
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
  if (values.DRAIN_SECONDS >= values.SHUTDOWN_SECONDS) {
    problems.push('DRAIN_SECONDS must be less than SHUTDOWN_SECONDS, of which it is the beginning')
  }
  const proxy = values.PROXY_SIGN_IN
  if (proxy === 'alb') need('PROXY_SIGN_IN=alb accepts headers signed by this load balancer only', 'ALB_ARN')
  if (proxy === 'oauth2-proxy' || proxy === 'cloudflare-access') {
    need(`PROXY_SIGN_IN=${proxy} checks tokens against them`, 'PROXY_ISSUER', 'PROXY_AUDIENCE')
  }
  if (values.NOTIFY_URL) need('the messages of NOTIFY_URL link to it', 'PUBLIC_URL')
  if (values.PROXY_SIGN_OUT_URL) need('PROXY_SIGN_OUT_URL is that proxy’s', 'PROXY_SIGN_IN')
  if (proxy && values.OIDC_ISSUER) problems.push('PROXY_SIGN_IN and OIDC_ISSUER exclude each other')
  if (values.ALLOWED_GROUPS && !values.OIDC_ISSUER && !proxy) {
    problems.push('ALLOWED_GROUPS needs OIDC_ISSUER or PROXY_SIGN_IN, which tell the groups')
  }
  return problems
}
