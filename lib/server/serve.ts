import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino, { type Logger } from 'pino'
import { regions as parallelClusterRegions } from '../images/regions'
import { countWith } from '../metrics'
import type { Settings } from '../settings'
import { createAccess } from './access-file'
import { createAudit } from './audit'
import { answerClientErrors } from './client-error'
import { createGateway, type GatewayParts } from './gateway'
import { createPrometheus } from './prometheus'
import { createRateLimit } from './rate-limit'
import type { Route } from './routes'
import { shutDownOnSignal } from './shutdown'
import { createGuard } from './sign-in/guard'
import { cutStalledReaders } from './stalled-readers'

export type Serving = {
  settings: Settings
  basePath: string
  log: Logger
  routes: Route[]
  app: GatewayParts['app']
  /** Answers what never passes the gateway, and says whether it did: the tools of `next dev`. */
  beforeGateway?: (req: IncomingMessage, res: ServerResponse) => boolean
  development?: boolean
}

export function createLog(settings: Settings): Logger {
  return pino({ level: settings.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/** The app behind the gateway, listening: the same in production and under `npm run dev`. Ends the process on a signal. */
export function serve(serving: Serving, isListening: () => void): Server {
  const { settings, basePath, log, routes, app, beforeGateway, development = false } = serving
  const access = accessOf(settings, log)
  // LOG_LEVEL is for who runs the server; who read what is for others.
  const auditLog = log.child({}, { level: settings.LOG_LEVEL === 'silent' ? 'silent' : 'info' })
  const prometheus = createPrometheus()
  countWith(prometheus.metrics)

  // One-megabyte pages of events are streamed; what comes in is small. Keep-alive outlives an ALB's 60 s.
  const server = createServer({ maxHeaderSize: 32_768, headersTimeout: 20_000, requestTimeout: 30_000 })
  server.keepAliveTimeout = 65_000
  // A reader that takes nothing for so long is gone; a slow one is not. A download waits a minute for AWS's quota.
  server.timeout = 120_000
  answerClientErrors(server)
  cutStalledReaders(server)
  const gateway = createGateway({
    settings,
    basePath,
    log,
    prometheus,
    routes,
    guard: createGuard(settings, basePath, log, settings.VALKEY_URL, access),
    access,
    audit: createAudit(auditLog),
    rateLimit: createRateLimit(settings.RATE_LIMIT_PER_MINUTE ?? (settings.open ? 0 : 3000)),
    app,
    isDraining: shutDownOnSignal(server, settings, log),
    masksAccountIds: settings.MASK_ACCOUNT_IDS,
    development,
  })
  server.on('request', (req, res) => {
    if (!beforeGateway?.(req, res)) gateway(req, res)
  })
  server.once('error', (error) => {
    console.error(`The server cannot listen on ${settings.host}:${settings.PORT}: ${error.message}`)
    process.exit(1)
  })
  server.listen(settings.PORT, settings.host, () => {
    announce(server, settings, basePath, log)
    isListening()
  })
  return server
}

function announce(server: Server, settings: Settings, basePath: string, log: Logger) {
  const { port } = server.address() as AddressInfo
  const host = settings.host === '0.0.0.0' || settings.host === '127.0.0.1' ? 'localhost' : settings.host
  process.stdout.write(`Dashboard: ${settings.PUBLIC_URL ?? `http://${host}:${port}`}${basePath}\n`)
  if (settings.open && settings.SERVE_OPENLY) {
    log.warn(
      `Anyone who reaches ${settings.host}:${port} can read the builds: SERVE_OPENLY is set, sign-in is not`,
    )
  }
}

function accessOf({ ACCESS_FILE, ACCOUNTS, REGIONS }: Settings, log: Logger) {
  if (ACCESS_FILE === undefined) return undefined
  const scopes = {
    accounts: ACCOUNTS.length > 0 ? ACCOUNTS.map(({ name }) => name) : ['default'],
    regions: REGIONS.length > 0 ? REGIONS : parallelClusterRegions,
  }
  return createAccess(ACCESS_FILE, scopes, (message) => log.error(message))
}
