import { NextRequest } from 'next/server'
import type { Images } from '@/lib/images/schemas'
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
  ['/v3/images/custom/failures', () => import('@/app/v3/images/custom/failures/route')],
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
  ['/v3/images/custom/:imageId/attempts', () => import('@/app/v3/images/custom/[imageId]/attempts/route')],
  ['/v3/images/custom/:imageId/outline', () => import('@/app/v3/images/custom/[imageId]/outline/route')],
  ['/v3/images/custom/:imageId/cause', () => import('@/app/v3/images/custom/[imageId]/cause/route')],
  ['/v3/images/custom/:imageId/changes', () => import('@/app/v3/images/custom/[imageId]/changes/route')],
  ['/v3/images/custom/:imageId/facts', () => import('@/app/v3/images/custom/[imageId]/facts/route')],
  ['/v3/images/custom/:imageId/family', () => import('@/app/v3/images/custom/[imageId]/family/route')],
  ['/v3/images/custom/:imageId/find', () => import('@/app/v3/images/custom/[imageId]/find/route')],
  ['/v3/images/custom/:imageId/download', () => import('@/app/v3/images/custom/[imageId]/download/route')],
  ['/v3/images/custom/:imageId/archive', () => import('@/app/v3/images/custom/[imageId]/archive/route')],
  ['/v3/search', () => import('@/app/v3/search/route')],
  ['/v3/search/estimate', () => import('@/app/v3/search/estimate/route')],
  ['/v3/search/start', () => import('@/app/v3/search/start/route')],
  ['/v3/search/results', () => import('@/app/v3/search/results/route')],
  ['/v3/search/stop', () => import('@/app/v3/search/stop/route')],
  ['/v3/scopes', () => import('@/app/v3/scopes/route')],
  ['/v3/images/failures', () => import('@/app/v3/images/failures/route')],
  ['/v3/*path', () => import('@/app/v3/[[...path]]/route')],
  ['/healthz', () => import('@/app/healthz/route')],
] as const

/** Starts the embedded endpoint in this process and hands out the route handlers as one function. */
export async function startApi({ seeded = false } = {}) {
  const endpoint = await startAwsEndpoint(seeded ? { seed: (world, now) => seedWorld(world, now, 1) } : {})
  const aws = new EmbeddedAws(endpoint.url)
  Object.assign(process.env, aws.env)
  return { aws, ask, listAll, world: endpoint.world, close: endpoint.close }
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
    const type = response.headers.get('content-type') ?? ''
    const body = type.includes('ndjson')
      ? text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : type.includes('json')
        ? JSON.parse(text)
        : text
    return { status: response.status, headers: response.headers, body }
  }
  throw new Error(`No route for ${address}`)
}

/** The list of images from its first page to its last, as the answers came. */
export async function listAll(query = ''): Promise<Images[]> {
  const pages: Images[] = []
  let nextToken: string | undefined
  do {
    const token = nextToken === undefined ? '' : `&nextToken=${encodeURIComponent(nextToken)}`
    const { status, body } = await ask(`/v3/images/custom?${query}${token}`)
    if (status !== 200) throw new Error(body.message)
    pages.push(body)
    nextToken = body.nextToken
  } while (nextToken !== undefined)
  return pages
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
