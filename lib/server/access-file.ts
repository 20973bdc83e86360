import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { User } from '../request-context'
import type { ReadingRule, Rights } from '../rights'
import { SettingsError } from '../settings'
import { watchFile } from './watch-file'

const words = z.array(z.string({ error: 'holds something else than text; put numbers in quotes' }), {
  error: 'must be a list',
})

const rule = z
  .strictObject({
    groups: words.optional(),
    tokens: words.optional(),
    everyone: z.literal(true, { error: 'can only be true' }).optional(),
    accounts: words.optional(),
    regions: words.optional(),
    imageIdPrefixes: words.optional(),
  })
  .refine(({ groups, tokens, everyone }) => groups ?? tokens ?? everyone, {
    error: 'names nobody: it needs groups, tokens or everyone: true',
  })
type AccessRule = z.infer<typeof rule>

const accessFile = z.strictObject({
  rules: z.array(rule, { error: 'must be a list of rules' }).min(1, { error: 'holds no rule' }),
})

/** The names that ACCOUNTS and REGIONS know: a misspelt one would let nobody read, in silence. */
export type KnownScopes = { accounts: readonly string[]; regions: readonly string[] }

export type Access = {
  rightsOf(user: User): Rights
  /** The groups that some rule names; others need not be remembered of a person. */
  groups(): ReadonlySet<string>
}

/**
 * Who may read what, by ACCESS_FILE (YAML, or JSON, which is YAML too). It is looked at again within a second of a
 * change; while it cannot be read or understood nobody may read anything.
 * @param complain told once per faulty version of the file
 * @throws {SettingsError} when it is wrong at the start
 */
export function createAccess(file: string, scopes: KnownScopes, complain: (message: string) => void): Access {
  const rules = watchFile('ACCESS_FILE', file, (text) => readRules(text, scopes), [], complain)
  return {
    rightsOf: ({ id, groups = [], how }) =>
      rules()
        .filter(
          (each) =>
            each.everyone ||
            (how === 'token' && each.tokens?.some((token) => id === `token:${token}`)) ||
            each.groups?.some((group) => groups.includes(group)),
        )
        .map(
          ({ accounts, regions, imageIdPrefixes }): ReadingRule => ({ accounts, regions, imageIdPrefixes }),
        ),
    groups: () => new Set(rules().flatMap(({ groups = [] }) => groups)),
  }
}

/** @throws {SettingsError} naming everything that is wrong */
export function readRules(text: string, scopes: KnownScopes): AccessRule[] {
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    throw new SettingsError([`ACCESS_FILE is not YAML: ${error.message.trim().split('\n')[0]}`])
  }
  const read = accessFile.safeParse(value)
  const problems = (read.error?.issues ?? []).map(
    (issue) => `ACCESS_FILE: ${whereOf(issue.path)} ${wordsOf(issue)}`,
  )
  for (const [index, { accounts = [], regions = [] }] of (read.data?.rules ?? []).entries()) {
    for (const account of accounts.filter((name) => !scopes.accounts.includes(name)))
      problems.push(`ACCESS_FILE: rule ${index + 1} names the account ‘${account}’, which is not in ACCOUNTS`)
    for (const region of regions.filter((name) => !scopes.regions.includes(name)))
      problems.push(
        `ACCESS_FILE: rule ${index + 1} names the region ‘${region}’, which this server does not offer`,
      )
  }
  if (!read.data || problems.length > 0) throw new SettingsError(problems)
  return read.data.rules
}

/** `rule 2, accounts`, counted as people count. */
function whereOf(path: readonly PropertyKey[]): string {
  const [, index, field] = path
  if (typeof index !== 'number') return path.length === 0 ? 'the file' : String(path[0])
  return `rule ${index + 1}${field === undefined ? '' : `, ${String(field)},`}`
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has an unknown key: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_type' && issue.expected === 'object') return 'must be a mapping with keys'
  return issue.message
}
