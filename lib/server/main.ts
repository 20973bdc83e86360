import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino, { type Logger } from 'pino'
import { countWith } from '../metrics'
import { readSettings, type Settings, SettingsError } from '../settings'
import { checkAwsSettings, readAwsSettings } from '../settings-aws'
import { createApi, type RouteModule } from './api'
import { answerClientError } from './client-error'
import { createDoor } from './door'
import { createPrometheus } from './prometheus'
import { createRateLimit } from './rate-limit'
import { readRoutes } from './routes'
import { shutDownOnSignal } from './shutdown'
import { createGuard } from './sign-in/guard'

/** The standalone folder: the build puts this file at its top, beside Next's own output. */
const folder = dirname(fileURLToPath(import.meta.url))

// HOSTING.md says it once, calmly; the SDK would say it at every start on Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

try {
  const { problems, warnings } = await checkAwsSettings()
  const settings = readSettings(process.env, problems)
  for (const warning of warnings) console.error(warning)
  await run(settings)
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
}

async function run(settings: Settings) {
  const log = pino({ level: settings.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const config = nextConfig()
  const [next, api] = await Promise.all([prepareNext(config, settings), prepareApi()])
  const prometheus = createPrometheus()
  countWith(prometheus.metrics)

  // One-megabyte pages of events are streamed; what comes in is small. Keep-alive outlives an ALB's 60 s.
  const server = createServer({ maxHeaderSize: 32_768, headersTimeout: 20_000, requestTimeout: 30_000 })
  server.keepAliveTimeout = 65_000
  const isDraining = shutDownOnSignal(server, settings.SHUTDOWN_SECONDS, log)
  server.on(
    'request',
    createDoor({
      settings,
      basePath: config.basePath,
      log,
      prometheus,
      routes: readRoutes(folder),
      guard: createGuard(settings, config.basePath, log),
      rateLimit: createRateLimit(settings.RATE_LIMIT_PER_MINUTE ?? (settings.open ? 0 : 3000)),
      app: async (req, res, path) => {
        if (!(await api(req, res, path))) await next(req, res)
      },
      isDraining,
      masksAccountIds: readAwsSettings(process.env).data?.MASK_ACCOUNT_IDS === 'true',
    }),
  )
  server.on('clientError', answerClientError)
  server.once('error', (error) => {
    console.error(`The server cannot listen on ${settings.host}:${settings.PORT}: ${error.message}`)
    process.exit(1)
  })
  server.listen(settings.PORT, settings.host, () => announce(server, settings, config, log))
}

function announce(server: Server, settings: Settings, { basePath }: { basePath: string }, log: Logger) {
  const { port } = server.address() as AddressInfo
  const host = settings.host === '0.0.0.0' || settings.host === '127.0.0.1' ? 'localhost' : settings.host
  process.stdout.write(`Dashboard: ${settings.PUBLIC_URL ?? `http://${host}:${port}`}${basePath}\n`)
  if (settings.open && settings.SERVE_OPENLY) {
    log.warn(
      `Anyone who reaches ${settings.host}:${port} can read the builds: SERVE_OPENLY is set, sign-in is not`,
    )
  }
}

type NextConfig = { basePath: string }

function nextConfig(): NextConfig {
  const file = join(folder, '.next', 'required-server-files.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { config: NextConfig }).config
}

/** The API's routes, which the build puts beside this file. */
async function prepareApi() {
  const { routes } = (await import(new URL('api.mjs', import.meta.url).href)) as {
    routes: Record<string, RouteModule>
  }
  return createApi(routes)
}

/** Next as a listener, from the files of this folder alone. */
async function prepareNext(config: NextConfig, settings: Settings) {
  process.chdir(folder)
  Object.assign(process.env, {
    NODE_ENV: 'production',
    __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(config),
  })
  const createNext = createRequire(import.meta.url)('next') as typeof import('next').default
  const app = createNext({
    dev: false,
    dir: folder,
    hostname: settings.host,
    port: settings.PORT,
    // Next would attach its own upgrade listener, past the door, to the server its requests come from.
    httpServer: new Server(),
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return (req: IncomingMessage, res: ServerResponse) => handle(req, res)
}
