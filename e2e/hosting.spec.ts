import { once } from 'node:events'
import { createServer as createHttpServer, get, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from '@playwright/test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { EmbeddedAws } from './embedded-aws'
import { start } from './processes'
import { copyStandalone, type Standalone, startStandalone } from './standalone'

/** An address that takes connections and never answers: AWS on a very bad day. */
async function silentServer() {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The system gave no port.')
  const breakDown = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { url: `http://127.0.0.1:${address.port}`, called: once(server, 'connection'), breakDown }
}

test.describe('the folder of the container image', () => {
  let folder = ''
  let running: Standalone | undefined
  test.beforeAll(() => {
    folder = copyStandalone()
  })
  test.afterEach(async () => {
    running?.process.kill('SIGKILL')
    await running?.ended
    running = undefined
  })

  test('runs anywhere, by anyone, writing nothing', async ({ page }) => {
    running = await startStandalone(folder)
    const violations: string[] = []
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text())
    })
    await page.goto(`${running.url}/images`)
    await expect(page).toHaveTitle(/Image Build Logs/)
    // Scripts ran: the menu opens.
    await page.getByRole('button', { name: 'Time zone and theme' }).click()
    await expect(page.getByText('Local time')).toBeVisible()
    expect(violations).toEqual([])
    expect(running.output()).not.toMatch(/EROFS|EACCES|EPERM/)
  })

  test('says it lives and is ready, and counts what it does', async ({ request }) => {
    running = await startStandalone(folder)
    expect(await (await request.get(`${running.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await request.get(`${running.url}/readyz`)).json()).toEqual({ status: 'ready' })
    await request.get(`${running.url}/images`)
    const metrics = await (await request.get(`${running.url}/metrics`)).text()
    expect(metrics).toMatch(
      /http_request_duration_seconds_count\{route="\/images",method="GET",status="200"\} 1/,
    )
  })

  test('masks account ids in what it answers when it is told to', async ({ request }) => {
    const endpoint = await start(
      [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
      {},
      /AWS endpoint: (http:\S+)/,
    )
    try {
      const aws = new EmbeddedAws(endpoint.match[1] ?? '')
      const logGroupName = '/aws/imagebuilder/ParallelClusterImage-masked'
      const events = [{ timestamp: Date.now(), message: 'arn:aws:iam::123456789012:role/builder' }]
      await aws.post('events', { logGroupName, logStreamName: '3.13.0/1', events })
      running = await startStandalone(folder, { ...aws.env, MASK_ACCOUNT_IDS: 'true' })
      for (const path of ['logstreams/3.13.0%2F1', 'download?logStreamName=3.13.0/1']) {
        const answer = await request.get(`${running.url}/v3/images/custom/masked/${path}`)
        expect(await answer.text()).toContain('arn:aws:iam::XXXXXXXXXXXX:role/builder')
      }
    } finally {
      await endpoint.stop()
    }
  })

  test('answers pages from a shell that are to the letter what Next writes', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const keys = createHttpServer(async (_req, res) => {
      res.end(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'ES256' }] }))
    })
    keys.listen(0, '127.0.0.1')
    await once(keys, 'listening')
    const issuer = 'https://id.example.com'
    const address = keys.address() as AddressInfo
    running = await startStandalone(folder, {
      PROXY_SIGN_IN: 'oauth2-proxy',
      PROXY_ISSUER: issuer,
      PROXY_AUDIENCE: 'a',
      PROXY_KEYS_URL: `http://127.0.0.1:${address.port}/`,
      PROXY_SIGN_OUT_URL: '/oauth2/sign_out',
    })
    const { url } = running
    const bearer = (name: string) =>
      new SignJWT({ name })
        .setProtectedHeader({ alg: 'ES256', kid: '1' })
        .setIssuer(issuer)
        .setAudience('a')
        .setSubject('1')
        .setExpirationTime('1h')
        .sign(privateKey)
    const page = async (path: string, headers: Record<string, string>) => {
      const answer = await fetch(url + path, { headers })
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
      expect(answer.status).toBe(200)
      return (await answer.text()).replaceAll(nonce, 'NONCE')
    }
    const paths = [
      '/images',
      '/images?region=us-east-1&q=%3Cb%3E',
      '/images/my-image',
      '/images/my-image/stackevents?event=x',
      '/images/my-image/logstreams/3.2.1%2F1?at=1648585764875~1',
      '/images/my-image/logstreams/3.2.1/1?region=eu-west-1',
    ]
    for (const name of ['ann', `O'Brien "<&>" </script> \\ é 名 \u2028 $& !--`]) {
      const authorization = `Bearer ${await bearer(name)}`
      for (const path of paths) {
        for (const preference of [
          {},
          { cookie: 'theme=dark; time-zone=local' },
          { 'sec-fetch-dest': 'document' },
        ]) {
          const headers = { authorization, ...preference }
          // A header of Next's router leaves the page to Next.
          const nexts = await page(path, { ...headers, 'next-router-state': '' })
          for (const turn of [1, 2])
            expect([path, turn, await page(path, headers)]).toEqual([path, turn, nexts])
        }
      }
    }
    keys.close()
  })

  test('names every wrong setting at once and does not start', async () => {
    running = await startStandalone(folder, {
      PORT: 'web',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'loud',
      AWS_REGION: '',
      REGIONS: 'moon',
    })
    expect(await running.ended).toMatchObject({ code: 1 })
    for (const name of ['PORT', 'HOST', 'LOG_LEVEL', 'SERVE_OPENLY=true', 'REGIONS'])
      expect(running.output()).toContain(name)
    expect(running.output()).not.toContain('    at ')
  })

  test('says so when its port is taken', async () => {
    running = await startStandalone(folder)
    const second = await startStandalone(folder, { PORT: new URL(running.url).port })
    expect(await second.ended).toMatchObject({ code: 1 })
    expect(second.output()).toContain('EADDRINUSE')
  })

  test('says it is not ready for a moment before its port closes', async () => {
    running = await startStandalone(folder, { DRAIN_SECONDS: '2' })
    const { url } = running
    running.process.kill('SIGTERM')
    await expect.poll(() => running?.output()).toContain('Stopping')
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'stopping' }])
    expect((await fetch(`${url}/images`)).status).toBe(200)
    expect(await running.ended).toMatchObject({ code: 0 })
    await expect(fetch(`${url}/readyz`)).rejects.toThrow()
  })

  test('answers what is under way before it stops, and takes nothing new', async () => {
    const aws = await silentServer()
    running = await startStandalone(folder, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_MAX_ATTEMPTS: '1',
    })
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      get(`${running?.url}/v3/images/custom?region=us-east-1`, resolve).on('error', reject)
    })
    await aws.called
    running.process.kill('SIGTERM')
    await expect.poll(() => running?.output()).toContain('Stopping')
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow()
    aws.breakDown()
    const { statusCode } = await answer
    expect(statusCode).toBe(500)
    expect(await running.ended).toMatchObject({ code: 0 })
  })
})
