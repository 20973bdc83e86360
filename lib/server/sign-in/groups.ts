import { createHash } from 'node:crypto'

/** A person's claims as an identity provider or proxy signed them. */
export type Claims = Record<string, unknown>

/**
 * The groups among `claims`. The claim may have a dotted name of its own (`https://example.com/groups`), lie
 * inside another (`realm_access.roles`), and hold a list or a single name.
 * @returns undefined when there is no such claim.
 */
export function readGroups(claims: Claims, claim: string): string[] | undefined {
  const value = claims[claim] ?? claim.split('.').reduce<unknown>(step, claims)
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.filter((group) => typeof group === 'string')
  return undefined
}

/** @param allowed undefined lets everyone in whom the provider lets in. */
export function inAllowedGroup(groups: string[] | undefined, allowed: string[] | undefined): boolean {
  return allowed === undefined || (groups?.some((group) => allowed.includes(group)) ?? false)
}

/** What to call a person. */
export function readName(claims: Claims): string {
  const name = [claims.email, claims.preferred_username, claims.name, claims.sub].find(
    (value) => typeof value === 'string' && value !== '',
  )
  return String(name ?? 'someone').slice(0, 200)
}

/** Whom limits and the log know a person by: the subject, or the digest of one longer than OpenID allows. */
export function readId({ sub }: Claims): string {
  const id = String(sub)
  return id.length <= 255 ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
