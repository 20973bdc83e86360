import * as oidc from 'openid-client'
import type { Settings } from '../../settings'
import { type Claims, readGroups } from './groups'
import type { SignInUnderWay } from './session'

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

  return {
    /** @returns the address to send the person to, and what to remember until they come back. */
    async begin(returnTo: string): Promise<{ url: URL; underWay: Required<SignInUnderWay> }> {
      const config = await configuration()
      const underWay = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
        returnTo,
      }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.OIDC_SCOPES,
        state: underWay.state,
        nonce: underWay.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(underWay.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { url, underWay }
    },

    /**
     * Exchanges the code the person came back with.
     * @returns their claims; the groups also from the userinfo endpoint where the ID token has none.
     * @throws when anything about the answer is not as it must be.
     */
    async finish(callback: URL, underWay: Required<SignInUnderWay>): Promise<Claims> {
      const config = await configuration()
      const tokens = await oidc.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: underWay.codeVerifier,
        expectedState: underWay.state,
        expectedNonce: underWay.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('The provider sent no ID token.')
      const complete =
        readGroups(claims, settings.OIDC_GROUPS_CLAIM) !== undefined && claims.email !== undefined
      if (complete || !config.serverMetadata().userinfo_endpoint) return claims
      return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims }
    },

    /** @returns where signing out goes on, when the provider has such a place. */
    async endSession(signedOutUri: string): Promise<URL | undefined> {
      const config = await configuration()
      if (!config.serverMetadata().end_session_endpoint) return undefined
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: signedOutUri })
    },
  }
}
