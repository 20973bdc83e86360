import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { createApi, type Handler } from './api'
import { openGateway } from './gateway-fixture'

let gateway: Awaited<ReturnType<typeof openGateway>> | undefined
afterEach(() => gateway?.close())

const pattern = '/v3/images/[imageId]/logstreams/[...logStreamName]'

async function open(GET: Handler, masksAccountIds = false) {
  const api = createApi({ [pattern]: { GET }, '/v3/[[...path]]': { GET: () => Response.json('none') } })
  gateway = await openGateway({
    routes: [pattern, '/v3/[[...path]]'],
    parts: { masksAccountIds },
    app: async (req, res, path) => {
      if (!(await api(req, res, path))) res.end('the pages')
    },
  })
  return gateway
}

/** What came over the wire: `fetch` unpacks by itself and hides it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request({ port: gateway?.port, path, headers, method }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => resolve({ headers: res.headers, body: Buffer.concat(chunks) }))
      res.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

const whole = (text: string, headers: Record<string, string> = {}) =>
  new Response(text, {
    headers: { 'content-type': 'application/json', 'content-length': String(text.length), ...headers },
  })

it('gives a handler its parameters decoded, once', async () => {
  const { ask } = await open(async (_request, { params }) => Response.json(await params))
  const read = async (path: string) => (await ask(path)).json()
  const params = { imageId: 'a-1', logStreamName: ['3.2.1/1'] }
  expect(await read('/v3/images/a-1/logstreams/3.2.1%2F1?limit=1')).toEqual(params)
  expect(await read('/v3/images/a-1/logstreams/3.2.1/1')).toEqual({
    ...params,
    logStreamName: ['3.2.1', '1'],
  })
  expect(await read('/v3/images/a-1/logstreams/100%25252F')).toMatchObject({ logStreamName: ['100%252F'] })
  expect(await read('/v3/nothing')).toBe('none')
  expect(await (await ask('/images')).text()).toBe('the pages')
})

it('packs an answer for those who take it packed, where that is worth it', async () => {
  const long = JSON.stringify('a line of a log, '.repeat(500))
  await open(({ url }) => (url.endsWith('short') ? whole('"short"') : whole(long)))
  const at = (name: string) => `/v3/images/a/logstreams/${name}`
  const packed = await ask(at('long'), { 'accept-encoding': 'br, gzip' })
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(packed.headers['content-length']).toBe(String(packed.body.length))
  expect(gunzipSync(packed.body).toString()).toBe(long)
  for (const accepts of [{}, { 'accept-encoding': 'gzip;q=0' }]) {
    const plain = await ask(at('long'), accepts)
    expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([undefined, long])
  }
  const short = await ask(at('short'), { 'accept-encoding': 'gzip' })
  expect([short.headers['content-encoding'], short.body.toString()]).toEqual([undefined, '"short"'])
})

it('leaves alone what is packed already', async () => {
  await open(() => whole('packed elsewhere '.repeat(100), { 'content-encoding': 'gzip' }))
  const { body } = await ask('/v3/images/a/logstreams/b', { 'accept-encoding': 'gzip' })
  expect(body.toString()).toBe('packed elsewhere '.repeat(100))
})

it('answers HEAD like GET, without the body', async () => {
  await open(() => whole('"four"'))
  const { headers, body } = await ask('/v3/images/a/logstreams/b', {}, 'HEAD')
  expect([headers['content-length'], body.length]).toEqual(['6', 0])
})

it('masks account ids before it packs', async () => {
  const arn = JSON.stringify('arn:aws:iam::123456789012:role/a '.repeat(100))
  await open(() => whole(arn), true)
  const { headers, body } = await ask('/v3/images/a/logstreams/b', { 'accept-encoding': 'gzip' })
  const text = (headers['content-encoding'] ? gunzipSync(body) : body).toString()
  expect(text).toBe(arn.replaceAll('123456789012', 'XXXXXXXXXXXX'))
})

/** Two pieces: the second comes, or fails, once the first has arrived. */
function inTwo(then: (controller: ReadableStreamDefaultController) => void) {
  let arrived = () => {}
  const first = new Promise<void>((resolve) => (arrived = resolve))
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode('first\n'))
      await first
      then(controller)
    },
  })
  return { response: new Response(body, { headers: { 'content-type': 'text/plain' } }), arrived }
}

it.each(['identity', 'gzip'])('sends a long answer piece by piece (%s)', async (encoding) => {
  const { response, arrived } = inTwo((controller) => {
    controller.enqueue(new TextEncoder().encode('second\n'))
    controller.close()
  })
  const { ask } = await open(() => response)
  const answer = await ask('/v3/images/a/logstreams/b', { headers: { 'accept-encoding': encoding } })
  const reader = answer.body?.getReader()
  const text = async () => new TextDecoder().decode((await reader?.read())?.value)
  expect(await text()).toBe('first\n')
  arrived()
  expect(await text()).toBe('second\n')
})

it.each(['identity', 'gzip'])('breaks an answer off that fails half-way (%s)', async (encoding) => {
  const { response, arrived } = inTwo((controller) => controller.error(new Error('AWS is gone')))
  const { ask } = await open(() => response)
  const answer = await ask('/v3/images/a/logstreams/b', { headers: { 'accept-encoding': encoding } })
  arrived()
  await expect(answer.text()).rejects.toThrow()
})

it('tells a handler when its caller has gone', async () => {
  let signal: AbortSignal | undefined
  let asked = () => {}
  const begun = new Promise<void>((resolve) => (asked = resolve))
  const { ask } = await open(async (request) => {
    signal = request.signal
    asked()
    await new Promise((resolve) => request.signal.addEventListener('abort', resolve))
    return whole('"too late"')
  })
  const leaver = new AbortController()
  const answer = ask('/v3/images/a/logstreams/b', { signal: leaver.signal }).catch(() => 'left')
  await begun
  leaver.abort()
  expect(await answer).toBe('left')
  await expect.poll(() => signal?.aborted).toBe(true)
})

it.each([
  ['identity', false],
  ['gzip', false],
  ['identity', true],
])(
  'reads no further than its caller, and stops when that one leaves (%s, masked %s)',
  async (encoding, masks) => {
    const piece = randomBytes(2 ** 20)
    let [pulled, stopped] = [0, false]
    const body = new ReadableStream(
      {
        pull(controller) {
          if (pulled++ < 200) controller.enqueue(piece)
          else controller.close()
        },
        cancel() {
          stopped = true
        },
      },
      { highWaterMark: 0 },
    )
    await open(() => new Response(body, { headers: { 'content-type': 'text/plain' } }), masks)
    const options = {
      port: gateway?.port,
      path: '/v3/images/a/logstreams/b',
      headers: { 'accept-encoding': encoding },
    }
    const caller = request(options)
    const arrived = once(caller, 'response')
    caller.on('error', () => {}).end()
    const [answer] = (await arrived) as [IncomingMessage]
    answer.on('error', () => {}).pause()
    let before = -1
    // Until the system's own buffers are full.
    while (pulled > before) {
      before = pulled
      await sleep(300)
    }
    expect(pulled).toBeLessThan(100)
    answer.destroy()
    await expect.poll(() => stopped).toBe(true)
  },
)
