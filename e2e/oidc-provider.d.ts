/** What e2e/openid-provider.ts uses of the package, which brings no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  type Account = { accountId: string; claims: () => { sub: string } & Record<string, unknown> }

  export default class Provider {
    constructor(
      issuer: string,
      configuration: { findAccount: (context: unknown, id: string) => Account } & Record<string, unknown>,
    )
    callback(): RequestListener
  }
}
