import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { readSettings } from '../settings'
import { createAudit } from './audit'
import { answerClientErrors } from './client-error'
import { createGateway, type GatewayParts } from './gateway'
import { createPrometheus } from './prometheus'
import { createRateLimit } from './rate-limit'
import { toRoutes } from './routes'
import { createGuard } from './sign-in/guard'

type Options = {
  env?: Record<string, string>
  routes?: string[]
  app?: GatewayParts['app']
  parts?: Partial<GatewayParts>
}

/** A real server with the gateway in front of a stand-in for Next, for tests. */
export async function openGateway({
  env = {},
  routes = ['/images', '/v3/images/custom'],
  app,
  parts,
}: Options) {
  const lines: Record<string, unknown>[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const settings = readSettings(env)
  const prometheus = createPrometheus()
  const server = createServer(
    createGateway({
      settings,
      basePath: '',
      log,
      prometheus,
      routes: toRoutes(routes),
      guard: createGuard(settings, '', log, undefined, parts?.access),
      audit: createAudit(log),
      rateLimit: createRateLimit(settings.RATE_LIMIT_PER_MINUTE ?? 0),
      app: app ?? (async (_req, res) => void res.end('the app')),
      isDraining: () => false,
      masksAccountIds: false,
      ...parts,
    }),
  )
  answerClientErrors(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    server,
    lines,
    port,
    ask: (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init }),
    close: () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      return closed
    },
  }
}
