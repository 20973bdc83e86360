import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { operations } from '../images/operations'
import { currentRequest } from '../request-context'
import { openGateway } from './gateway-fixture'

type Gateway = Awaited<ReturnType<typeof openGateway>>

describe('the gateway', () => {
  let gateway: Gateway | undefined
  const open = async (options: Parameters<typeof openGateway>[0] = {}) => {
    gateway = await openGateway(options)
    return gateway
  }
  afterEach(() => gateway?.close())

  it('gives the app a nonce and the browser the policy with the same one', async () => {
    let inner: string | undefined
    const { ask } = await open({
      app: async (req, res) => {
        inner = /'nonce-([^']+)'/.exec(String(req.headers['content-security-policy']))?.[1]
        res.end()
      },
    })
    const forged = { headers: { 'content-security-policy': "script-src 'nonce-mine'" } }
    const policies = [await ask('/images', forged), await ask('/images', forged)].map(
      ({ headers }) => headers.get('content-security-policy') ?? '',
    )
    expect(policies[1]).toContain(`'nonce-${inner}'`)
    expect(policies[0]).not.toBe(policies[1])
    expect(policies[0]).not.toMatch(/script-src[^;]*unsafe/)
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policies[0]?.split('; ')).toContain(directive)
    }
  })

  it('lets nobody out there speak to Next as its own proxy does', async () => {
    const inner: string[] = []
    const { ask } = await open({
      app: async (req, res) => {
        inner.push(...Object.keys(req.headers))
        res.end()
      },
    })
    const forged = [
      'x-middleware-subrequest',
      'x-invoke-path',
      'x-matched-path',
      'x-nextjs-data',
      'next-resume',
    ]
    await ask('/images', { headers: Object.fromEntries(forged.map((name) => [name, '1'])) })
    expect(inner).toContain('host')
    expect(inner.filter((name) => forged.includes(name))).toEqual([])
  })

  it.each(operations.filter(({ method }) => method === 'post'))(
    'passes on $operationId only when our own page, or a client by its header, sent it',
    async ({ path }) => {
      const { ask } = await open({ routes: [path] })
      const post = async (headers: Record<string, string>) =>
        (await ask(`${path}?q=x`, { method: 'POST', headers })).status
      expect(await post({})).toBe(403)
      expect(await post({ 'x-requested-with': 'a', origin: 'https://evil.example' })).toBe(403)
      expect(await post({ 'x-requested-with': 'a', 'sec-fetch-site': 'same-site' })).toBe(403)
      expect(await post({ 'x-requested-with': 'a' })).toBe(200)
      expect((await ask(path, { method: 'OPTIONS' })).status).toBe(405)
    },
  )

  it('answers for an app that does not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let begin = () => {}
      const begun = new Promise<void>((resolve) => (begin = resolve))
      const { ask } = await open({ app: async () => begin() })
      const answer = ask('/v3/images/custom')
      await begun
      vi.advanceTimersByTime(29_500)
      const { status } = await answer
      expect(status).toBe(500)
      expect(await (await answer).json()).toEqual({ message: 'The answer took too long. Try again.' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('sends its headers once, whatever the app sent', async () => {
    const { ask } = await open({
      app: async (_req, res) => {
        res.setHeader('x-content-type-options', 'sniff')
        res.setHeader('x-powered-by', 'something')
        res.writeHead(200, { 'cache-control': 'max-age=5' })
        res.end()
      },
    })
    const { headers } = await ask('/images')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('writes one line per request: the route, never the address or a token', async () => {
    const { ask, lines } = await open({
      env: { API_TOKENS: 'bot: a-token-of-twenty-characters' },
      routes: ['/v3/images/custom/[imageId]'],
      app: async (_req, res) => {
        const context = currentRequest()
        if (context) context.awsCalls += 2
        res.end()
      },
    })
    await ask('/v3/images/custom/secret-project?nextToken=abc', {
      headers: { authorization: 'Bearer a-token-of-twenty-characters', 'x-request-id': 'from-the-caller' },
    })
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toMatchObject({
      requestId: 'from-the-caller',
      route: '/v3/images/custom/[imageId]',
      status: 200,
      awsCalls: 2,
      user: 'token:bot',
    })
    expect(JSON.stringify(lines)).not.toMatch(/secret-project|nextToken|abc|a-token/)
  })

  it('keeps a mistake of the app to its log', async () => {
    const { ask, lines } = await open({
      app: async () => {
        throw new Error('password=hunter2')
      },
    })
    const answer = await ask('/v3/images/custom')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toMatch(/^{"message":"The server made a mistake\. [^"]*"}$/)
    expect(JSON.stringify(lines)).toContain('hunter2')
  })

  it('knows which API addresses exist, and answers the others in JSON', async () => {
    const { ask } = await open()
    for (const path of ['/v3', '/v3/', '/v3/images/custom/', '/v3/nothing']) {
      const answer = await ask(path)
      expect([path, answer.status]).toEqual([path, 404])
      expect(await answer.json()).toHaveProperty('message')
    }
    expect((await ask('/_next/image?url=http://169.254.169.254/')).status).toBe(404)
  })

  it('masks account ids wherever an answer is cut in two, and changes nothing else', async () => {
    const line = JSON.stringify({
      arn: 'arn:aws:iam::123456789012:role/é',
      message: 'said {"Account": "123456789012"}, account 1234567890123',
      properties: JSON.stringify({ policy: JSON.stringify({ aws_account_id: '123456789012' }) }),
      imageId: 'hpc-202104051551',
    })
    const body = `${line}\n`.repeat(2)
    const bytes = Buffer.from(body)
    const expected = body.replace(/(?<!\d)123456789012(?!\d)/g, 'XXXXXXXXXXXX')
    const { ask } = await open({
      app: async (req, res) => {
        const cut = Number(req.headers['x-cut'])
        res.setHeader('content-length', bytes.length)
        res.write(bytes.subarray(0, cut))
        await new Promise(setImmediate)
        res.write(bytes.subarray(cut, cut + 5))
        res.end(bytes.subarray(cut + 5))
      },
      parts: { masksAccountIds: true },
    })
    for (let cut = 0; cut < line.length + 10; cut++) {
      expect(await (await ask('/images', { headers: { 'x-cut': String(cut) } })).text()).toBe(expected)
    }
  })

  it('tells all whom to tell of a vulnerability, where that is set', async () => {
    const token = { API_TOKENS: 'bot: a-token-of-twenty-characters' }
    const told = await open({ env: { ...token, SECURITY_CONTACT: 'mailto:security@example.com' } })
    const answer = await told.ask('/.well-known/security.txt')
    expect(answer.status).toBe(200)
    const [, expires = ''] =
      /^Contact: mailto:security@example.com\nExpires: (.*)$/m.exec(await answer.text()) ?? []
    expect(Date.parse(expires)).toBeGreaterThan(Date.now())
    await told.close()
    expect((await (await open({ env: token })).ask('/.well-known/security.txt')).status).toBe(401)
  })

  it('answers HEAD without a body', async () => {
    const { ask } = await open()
    const answer = await ask('/v3/nothing', { method: 'HEAD' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
  })

  it('does not let a web page reach an open server under a name of its own', async () => {
    const { port } = await open()
    const status = await new Promise((resolve) =>
      request({ port, host: '127.0.0.1', path: '/images', headers: { host: 'rebound.example.com' } }, (res) =>
        resolve(res.statusCode),
      ).end(),
    )
    expect(status).toBe(400)
  })

  it('tells a client that asks too often when to come back', async () => {
    const { ask } = await open({ env: { RATE_LIMIT_PER_MINUTE: '3' } })
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await ask('/v3/images/custom')).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await ask('/v3/images/custom')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toHaveProperty('message')
    expect((await ask('/healthz')).status).toBe(200)
  })

  it('counts a person’s requests, not those of the proxy they all come through', async () => {
    const env = {
      API_TOKENS: 'bot: a-token-of-twenty-characters, other: another-token-of-the-kind',
      RATE_LIMIT_PER_MINUTE: '1',
    }
    const { ask } = await open({ env })
    const as = async (token: string) =>
      (await ask('/images', { headers: { authorization: `Bearer ${token}` } })).status
    expect(await as('a-token-of-twenty-characters')).toBe(200)
    expect(await as('a-token-of-twenty-characters')).toBe(429)
    expect(await as('another-token-of-the-kind')).toBe(200)
  })

  it('slows down whoever guesses tokens', async () => {
    const { ask } = await open({ env: { API_TOKENS: 'bot: a-token-of-twenty-characters' } })
    const guess = async (token: string) =>
      (await ask('/v3/images/custom', { headers: { authorization: `Bearer ${token}` } })).status
    for (let i = 0; i < 30; i++) expect(await guess(`guess-${i}`)).toBe(401)
    expect(await guess('guess')).toBe(429)
    expect(await guess('a-token-of-twenty-characters')).toBe(200)
  })

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a torn request line', 'GET /images\r\n\r\n', 400],
    [
      'two lengths',
      'GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
    ],
    ['endless headers', `GET / HTTP/1.1\r\nhost: localhost\r\na: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    [
      'an absolute address',
      'GET http://169.254.169.254/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      400,
    ],
  ])('answers %s with JSON or a page, never a stack', async (_what, raw, status) => {
    const { port } = await open()
    const text = await new Promise<string>((resolve, reject) => {
      let received = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(raw))
      socket.on('data', (chunk) => (received += chunk))
      socket.on('close', () => resolve(received))
      socket.on('error', reject)
    })
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(text).not.toContain('    at ')
  })
})

describe('with rights', () => {
  const access = {
    rightsOf: ({ name }: { name: string }) => (name === 'reader' ? [{ imageIdPrefixes: ['hpc-'] }] : []),
    groups: () => new Set<string>(),
  }
  const env = { API_TOKENS: 'reader: a-token-of-twenty-characters, idle: another-token-of-twenty' }
  const as = (token: string) => ({ headers: { 'x-api-key': token } })

  it('lets nobody pass who may read nothing, and tells the app what the others may read', async () => {
    let rights: unknown
    const gateway = await openGateway({
      env,
      parts: { access },
      app: async (_req, res) => {
        rights = currentRequest()?.rights
        res.end('the app')
      },
    })
    const idle = await gateway.ask('/v3/images/custom', as('another-token-of-twenty'))
    expect([idle.status, await idle.json()]).toEqual([
      403,
      { message: expect.stringContaining('You are signed in as idle') },
    ])
    expect((await gateway.ask('/images', as('another-token-of-twenty'))).status).toBe(403)
    expect(rights).toBeUndefined()
    expect((await gateway.ask('/v3/images/custom', as('a-token-of-twenty-characters'))).status).toBe(200)
    expect(rights).toEqual([{ imageIdPrefixes: ['hpc-'] }])
    await gateway.close()
  })

  it('logs who read which image, once in a while, and who asked for one that is hidden', async () => {
    const gateway = await openGateway({
      env,
      parts: { access },
      app: async (req, res) => {
        const context = currentRequest()
        const hidden = req.url?.includes('hidden') ?? false
        if (context)
          context.read = {
            operationId: 'describeImage',
            account: 'default',
            region: 'us-east-1',
            imageIds: [hidden ? 'other' : 'hpc-1'],
            ...(hidden && { hidden }),
          }
        res.writeHead(hidden ? 404 : 200).end()
      },
    })
    for (let time = 0; time < 3; time++)
      for (const address of ['/images', '/images?hidden']) {
        await (await gateway.ask(address, as('a-token-of-twenty-characters'))).text()
      }
    const lines = () => gateway.lines.filter(({ audit }) => audit !== undefined)
    await expect.poll(lines).toEqual([
      expect.objectContaining({
        audit: 'read',
        user: 'token:reader',
        operationId: 'describeImage',
        account: 'default',
        region: 'us-east-1',
        imageIds: ['hpc-1'],
      }),
      expect.objectContaining({ audit: 'hidden', imageIds: ['other'] }),
    ])
    await gateway.close()
  })
})
