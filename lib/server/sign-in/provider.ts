import * as oidc from 'openid-client'
import type { Settings } from '../../settings'
import type { Attempt } from './attempts'
import { type Claims, readGroups } from './groups'

/** Who signed in, as the provider says, and what asks it again later, where it gives such a token. */
export type SignedIn = { claims: Claims; refreshToken?: string | undefined }

/** The OpenID provider, as far as signing in and out needs it. */
export function createProvider(settings: Settings, redirectUri: string) {
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: secret } = settings
  let found: Promise<oidc.Configuration> | undefined

  /** Asked for once; a provider that was down when first asked is asked again. */
  const configuration = () => {
    found ??= oidc
      .discovery(
        new URL(issuer),
        clientId,
        secret,
        secret ? undefined : oidc.None(),
        // Plain http passes the settings for a provider on loopback only.
        { timeout: 10, ...(issuer.startsWith('http:') && { execute: [oidc.allowInsecureRequests] }) },
      )
      .catch((error: unknown) => {
        found = undefined
        throw error
      })
    return found
  }

  /** The claims, the groups also from the userinfo endpoint where the ID token has none. */
  async function complete(
    config: oidc.Configuration,
    tokens: { access_token: string; refresh_token?: string | undefined },
    claims: Claims,
    subject: string,
  ): Promise<SignedIn> {
    const { refresh_token: refreshToken } = tokens
    const isComplete =
      readGroups(claims, settings.OIDC_GROUPS_CLAIM) !== undefined && claims.email !== undefined
    if (isComplete || !config.serverMetadata().userinfo_endpoint) return { claims, refreshToken }
    const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, subject)
    return { claims: { ...userInfo, ...claims }, refreshToken }
  }

  return {
    /** @returns the address to send the person to. */
    async begin({ state, nonce, codeVerifier }: Attempt): Promise<URL> {
      const config = await configuration()
      return oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.OIDC_SCOPES,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
    },

    /**
     * Exchanges the code the person came back with.
     * @throws when anything about the answer is not as it must be.
     */
    async finish(callback: URL, attempt: Attempt): Promise<SignedIn> {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: attempt.codeVerifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('The provider sent no ID token.')
      return complete(config, tokens, claims, claims.sub)
    },

    /** Asks again who somebody is, without them. @throws what the provider says against it */
    async refresh(refreshToken: string, subject: string): Promise<SignedIn> {
      const config = await configuration()
      const tokens = await oidc.refreshTokenGrant(config, refreshToken)
      const claims = tokens.claims()
      if (claims && claims.sub !== subject) throw new Error('The provider answered for somebody else.')
      return complete(config, tokens, { ...claims }, subject)
    },

    /** @returns where signing out goes on, when the provider has such a place. */
    async endSession(signedOutUri: string): Promise<URL | undefined> {
      const config = await configuration()
      if (!config.serverMetadata().end_session_endpoint) return undefined
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: signedOutUri })
    },
  }
}
