import type { NamedScope } from '../addresses'

const prefix = 'file:'

/**
 * A build opened from files lives in no account: its address names the files instead, `account=file:<id>`. No account can
 * be named so, and whatever carries an address's account and region on carries this as well.
 */
export const openedScope = (id: string): NamedScope => ({ account: prefix + id })

/** The id of the opened files that an account stands for; undefined for an account of AWS. */
export const openedId = (account: unknown): string | undefined =>
  typeof account === 'string' && account.startsWith(prefix) ? account.slice(prefix.length) : undefined
