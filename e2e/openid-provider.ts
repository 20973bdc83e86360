import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/**
 * A real OpenID provider on loopback, for tests and for trying sign-in without an account anywhere:
 * `REDIRECT_URI=… POST_LOGOUT_REDIRECT_URI=… npx tsx e2e/openid-provider.ts`. Anyone may sign in as anyone, with
 * any password; `ann` is in the group `image-builders`, everybody else in `visitors`, until
 * `/groups?person=ann&group=visitors` says otherwise. Sessions can be asked about again (refresh tokens).
 */
const groups = new Map([['ann', 'image-builders']])

const server = createServer()
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'image-build-logs',
        client_secret: 'a-secret-for-tests',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [process.env.REDIRECT_URI ?? ''],
        post_logout_redirect_uris: [process.env.POST_LOGOUT_REDIRECT_URI ?? ''],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: id,
        email: `${id}@example.com`,
        groups: [groups.get(id) ?? 'visitors'],
      }),
    }),
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    cookies: { keys: ['only-for-tests'] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, RefreshToken: 600 },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    if (pathname !== '/groups') return answer(request, response)
    groups.set(searchParams.get('person') ?? '', searchParams.get('group') ?? '')
    response.end()
  })
  console.log(`OpenID provider: ${issuer}`)
})
