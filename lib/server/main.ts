import { readFileSync } from 'node:fs'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { analyzeWith } from '../analysis-script'
import type { Receiver } from '../images/notices/receivers'
import type { Settings } from '../settings'
import { createApi, type RouteModule } from './api'
import { createPageShells } from './page-shells'
import { readRoutes } from './routes'
import { createLog, serve } from './serve'
import { startWithSettings } from './start-with-settings'

/** The standalone folder: the build puts this file at its top, beside Next's own output. */
const folder = dirname(fileURLToPath(import.meta.url))

await startWithSettings(run)

async function run(settings: Settings) {
  const log = createLog(settings)
  const config = nextConfig()
  const [next, { api, keepBuilds, tellEndings }] = await Promise.all([
    prepareNext(config, settings),
    prepareApi(),
  ])
  const shells = createPageShells(next)
  analyzeWith(join(folder, 'analysis.mjs'))

  const closed = new AbortController()
  const server = serve(
    {
      settings,
      basePath: config.basePath,
      log,
      routes: readRoutes(folder),
      app: async (req, res, path, nonce) => {
        if (!((await api(req, res, path)) || (await shells.answer(req, res, path, nonce))))
          await next(req, res)
      },
    },
    () => {
      void shells.warm(config.basePath)
      void keepBuilds(log, closed.signal)
      const { NOTIFY_URL: receivers = [], PUBLIC_URL = '' } = settings
      void tellEndings({ receivers, publicUrl: `${PUBLIC_URL}${config.basePath}`, log }, closed.signal)
    },
  )
  server.once('close', () => closed.abort())
}

type NextConfig = { basePath: string }

function nextConfig(): NextConfig {
  const file = join(folder, '.next', 'required-server-files.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { config: NextConfig }).config
}

/** The API's routes, what keeps builds and what tells of their ends, which the build puts beside this file. */
async function prepareApi() {
  const { routes, keepBuilds, tellEndings } = (await import(new URL('api.mjs', import.meta.url).href)) as {
    routes: Record<string, RouteModule>
    keepBuilds: (log: Logger, signal: AbortSignal) => Promise<void>
    tellEndings: (
      telling: { receivers: Receiver[]; publicUrl: string; log: Logger },
      signal: AbortSignal,
    ) => Promise<void>
  }
  return { api: createApi(routes), keepBuilds, tellEndings }
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
    // Next would attach its own upgrade listener, past the gateway, to the server its requests come from.
    httpServer: new Server(),
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return (req: IncomingMessage, res: ServerResponse) => handle(req, res)
}
