import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { SettingsError } from '../../settings'
import { watchFile } from '../watch-file'

type Token = { name: string; digest: Buffer }

/**
 * The token a client sent: `Authorization: Bearer …`, or `X-Api-Key: …` for clients that sign their requests
 * for AWS in the Authorization header, as ParallelCluster's own do.
 */
export function sentToken(req: IncomingMessage): string | undefined {
  const key = req.headers['x-api-key']
  if (typeof key === 'string') return key
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
}

/**
 * The tokens of API_TOKENS and of API_TOKENS_FILE. The file is looked at again at most once a second, so that a
 * token is added or withdrawn without a restart; while it cannot be read or understood none of its tokens count.
 * @param complain told once per faulty version of the file.
 * @returns finds the name of the token sent.
 * @throws {SettingsError} when the tokens are wrong at the start.
 */
export function createApiTokens(
  inline: string | undefined,
  file: string | undefined,
  complain: (message: string) => void,
): (sent: string) => string | undefined {
  const fixed = inline ? parse(inline, 'API_TOKENS') : []
  const fromFile = file
    ? watchFile('API_TOKENS_FILE', file, (text) => parse(text, 'API_TOKENS_FILE'), [], complain)
    : () => []

  return (sent) => {
    const digest = digestOf(sent)
    let name: string | undefined
    // Every token is compared, so that the time taken tells nothing.
    for (const token of [...fixed, ...fromFile()])
      if (timingSafeEqual(token.digest, digest)) name = token.name
    return name
  }
}

/** One `name: token` or `name: sha256:<hex>` a line (or separated by commas); `#` begins a comment. */
function parse(text: string, source: string): Token[] {
  const problems: string[] = []
  const tokens = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line, index): Token[] => {
      const [, name, hex, token] = /^([\w.@-]+)\s*:\s*(?:sha256:([0-9a-f]{64})|(\S+))$/i.exec(line) ?? []
      if (!name) problems.push(`${source}: entry ${index + 1} is not \`name: token\``)
      else if (token && token.length < 20)
        problems.push(`${source}: the token of ${name} is shorter than 20 characters`)
      else return [{ name, digest: hex ? Buffer.from(hex, 'hex') : digestOf(token ?? '') }]
      return []
    })
  if (tokens.length === 0 && problems.length === 0) problems.push(`${source} holds no token`)
  if (problems.length > 0) throw new SettingsError(problems)
  return tokens
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
