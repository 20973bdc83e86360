import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { currentRequest, requestStorage, type User } from '../request-context'
import { openGateway } from './gateway-fixture'
import { createPageShells } from './page-shells'

let gateway: Awaited<ReturnType<typeof openGateway>> | undefined
afterEach(() => gateway?.close())

const html = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' })[c] ?? c,
  )
const script = (text: string) =>
  JSON.stringify(JSON.stringify(text)).replace(
    /[&<>\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Writes pages as Next does: text and attributes by React, the payload in a script by Next. */
async function write(req: IncomingMessage, res: ServerResponse) {
  const nonce = /'nonce-([^']+)'/.exec(String(req.headers['content-security-policy']))?.[1]
  const [, imageId = ''] = /^\/images\/([^/?]+)/.exec(req.url ?? '') ?? []
  const name = currentRequest()?.user?.name ?? ''
  if (imageId === 'moved') res.writeHead(307, { location: '/images' })
  else res.setHeader('content-type', 'text/html; charset=utf-8')
  res.write(
    `<html><title>${imageId}</title><p title="${html(name)}">${html(name)} reads ${html(req.url ?? '')}`,
  )
  const preferences = String(req.headers.cookie ?? '').replace('session=secret; ', '')
  res.write(`<p>${preferences}${req.headers['sec-fetch-dest'] ?? ''}`)
  await new Promise(setImmediate)
  res.end(`<script nonce="${nonce}">push([1,${script(name)},"${imageId}"])</script><b>${html(name)}</b>`)
}

async function open(user?: User) {
  const rendered: string[] = []
  const next = async (req: IncomingMessage, res: ServerResponse) => {
    rendered.push(req.url ?? '')
    await write(req, res)
  }
  const shells = createPageShells(next)
  const app = async (req: IncomingMessage, res: ServerResponse, path: string, nonce: string) => {
    const context = { requestId: '1', awsCalls: 0, ...(user && { user }) }
    await requestStorage().run(context, async () => {
      if (req.headers['x-plain'] || !(await shells.answer(req, res, path, nonce))) await write(req, res)
    })
  }
  gateway = await openGateway({ app })
  const { ask } = gateway
  /** An answer's page with its nonce, which the policy names, made plain. */
  const page = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await ask(path, { headers })
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
    const text = await answer.text()
    return { status: answer.status, text: text.replaceAll(nonce, 'NONCE'), nonce, has: text.includes(nonce) }
  }
  return { page, rendered, warm: () => shells.warm('') }
}

const person = (name: string): User => ({ id: name, name, how: 'proxy' })

it('renders a page once for all images and nonces', async () => {
  const { page, rendered } = await open(person('ann'))
  const pages = [await page('/images/a-1'), await page('/images/b2'), await page('/images/a-1')]
  expect(rendered).toHaveLength(1)
  expect(new Set(pages.map(({ nonce }) => nonce)).size).toBe(3)
  expect(pages.every(({ has }) => has)).toBe(true)
  expect(pages[1]?.text).toContain('<title>b2</title>')
})

it.each(['ann', `O'Brien "<&>" </script><!-- \\ \n é 名 \u2028 $& $1`, '$undefined', 'a'.repeat(200)])(
  'is exactly the page that Next would have written for %j',
  async (name) => {
    const { page } = await open(person(name))
    for (const path of [
      '/images',
      '/images?q=%3Cb%3E',
      '/images/a-1',
      '/images/a-1/logstreams/3.2.1%2F1?at=1~2',
    ]) {
      for (const headers of [{}, { cookie: 'theme=dark; session=secret; time-zone=local' }]) {
        const [own, again, nexts] = [
          await page(path, headers),
          await page(path, headers),
          await page(path, {
            ...headers,
            cookie: headers.cookie ? 'theme=dark; time-zone=local' : '',
            'x-plain': '1',
          }),
        ]
        expect(own.text).toBe(nexts.text)
        expect(again.text).toBe(nexts.text)
      }
    }
  },
)

it('tells apart what pages read: the address, the preferences, how they are opened', async () => {
  const { page, rendered } = await open()
  const asked: [string, Record<string, string>?][] = [
    ['/images'],
    ['/images?region=eu-west-1'],
    ['/images', { cookie: 'theme=dark' }],
    ['/images', { 'sec-fetch-dest': 'document' }],
    ['/images/a-1'],
    ['/images/a-1/stackevents'],
  ]
  for (const [path, headers] of asked) await page(path, headers)
  for (const [path, headers] of asked)
    await page(path, { ...headers, cookie: `${headers?.cookie ?? ''}; session=x` })
  expect(rendered).toHaveLength(asked.length)
})

it.each([
  ['what the router asks for', '/images/a-1', { rsc: '1' }],
  ['an id that encodings change', '/images/a%201', {}],
  ['another page', '/elsewhere', {}],
])('leaves %s to Next', async (_what, path, headers) => {
  const { page, rendered } = await open()
  await page(path, headers)
  expect(rendered).toEqual([])
})

it('what people begin with is rendered before the first of them asks', async () => {
  const { page, rendered, warm } = await open()
  await warm()
  const before = rendered.length
  const { has } = await page('/images', { 'sec-fetch-dest': 'document' })
  await page('/images/image-a/stackevents', { 'sec-fetch-dest': 'document' })
  expect(has).toBe(true)
  expect(rendered.length).toBe(before)
})

it('a redirect stays what it is', async () => {
  gateway = await openGateway({
    app: async (req, res, path, nonce) => {
      const shells = createPageShells(async (_req, answer) => {
        answer.writeHead(307, { location: '/elsewhere' })
        answer.end()
      })
      if (!(await shells.answer(req, res, path, nonce))) res.writeHead(307, { location: '/elsewhere' }).end()
    },
  })
  const answer = await gateway.ask('/images')
  expect([answer.status, answer.headers.get('location')]).toEqual([307, '/elsewhere'])
})

it('is sent compressed to those who take it', async () => {
  const { page } = await open()
  const plain = await page('/images')
  const { request } = await import('node:http')
  const packed = await new Promise<Buffer>((resolve) => {
    request({ port: gateway?.port, path: '/images', headers: { 'accept-encoding': 'gzip' } }, (res) => {
      expect(res.headers['content-encoding']).toBe('gzip')
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)))
    }).end()
  })
  expect(gunzipSync(packed).toString().length).toBe(plain.text.length + plain.nonce.length - 'NONCE'.length)
})
