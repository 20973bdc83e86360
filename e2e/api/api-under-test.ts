import { NextRequest } from 'next/server'
import { seedWorld } from '../aws-endpoint/seeds/seed-world'
import { startAwsEndpoint } from '../aws-endpoint/server'
import { EmbeddedAws } from '../embedded-aws'

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[]>> },
) => unknown

const routes = [
  ['/v3/openapi.json', () => import('@/app/v3/openapi.json/route')],
  ['/v3/images/custom', () => import('@/app/v3/images/custom/route')],
  ['/v3/images/custom/:imageId', () => import('@/app/v3/images/custom/[imageId]/route')],
  [
    '/v3/images/custom/:imageId/logstreams',
    () => import('@/app/v3/images/custom/[imageId]/logstreams/route'),
  ],
  [
    '/v3/images/custom/:imageId/logstreams/*logStreamName',
    () => import('@/app/v3/images/custom/[imageId]/logstreams/[...logStreamName]/route'),
  ],
  [
    '/v3/images/custom/:imageId/stackevents',
    () => import('@/app/v3/images/custom/[imageId]/stackevents/route'),
  ],
  ['/v3/images/custom/:imageId/outline', () => import('@/app/v3/images/custom/[imageId]/outline/route')],
  ['/v3/images/custom/:imageId/cause', () => import('@/app/v3/images/custom/[imageId]/cause/route')],
  ['/v3/*path', () => import('@/app/v3/[[...path]]/route')],
  ['/healthz', () => import('@/app/healthz/route')],
] as const

/** Starts the embedded endpoint in this process and hands out the route handlers as one function. */
export async function startApi({ seeded = false } = {}) {
  const endpoint = await startAwsEndpoint(seeded ? { seed: (world, now) => seedWorld(world, now, 1) } : {})
  const aws = new EmbeddedAws(endpoint.url)
  Object.assign(process.env, aws.env)
  return { aws, ask, close: endpoint.close }
}

/** Asks a handler as Next would: its path parameters decoded, a stream name in as many segments as it has. */
export async function ask(address: string, init: { method?: string; signal?: AbortSignal } = {}) {
  const request = new NextRequest(new URL(address, 'http://127.0.0.1'), init)
  const segments = request.nextUrl.pathname.split('/').slice(1).map(decodeURIComponent)
  for (const [pattern, load] of routes) {
    const params = match(pattern.split('/').slice(1), segments)
    if (!params) continue
    const handlers = (await load()) as unknown as Record<string, Handler>
    const handler = handlers[init.method ?? 'GET']
    if (!handler) throw new Error(`${pattern} has no ${init.method}`)
    const response = (await handler(request, { params: Promise.resolve(params) })) as Response
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(text) }
  }
  throw new Error(`No route for ${address}`)
}

function match(pattern: string[], segments: string[]): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {}
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index]
    if (segment === undefined || segment === '') return null
    if (part.startsWith('*')) return { ...params, [part.slice(1)]: segments.slice(index) }
    if (part.startsWith(':')) params[part.slice(1)] = segment
    else if (part !== segment) return null
  }
  return pattern.length === segments.length ? params : null
}
