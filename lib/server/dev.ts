import { readdirSync } from 'node:fs'
import { Server } from 'node:http'
import { dirname, sep } from 'node:path'
import createNext from 'next'
import type { Settings } from '../settings'
import { toRoutes } from './routes'
import { createLog, serve } from './serve'
import { startWithSettings } from './start-with-settings'

/**
 * The pages and the API from their sources, with hot reload, behind the same gateway as in production: sign-in, rights,
 * policy headers, masking, limits. Next answers the API too, so that a changed handler counts at once.
 */
await startWithSettings(run)

async function run(settings: Settings) {
  const basePath = settings.BASE_PATH ?? ''
  const app = createNext({
    dev: true,
    dir: process.cwd(),
    hostname: settings.host,
    port: settings.PORT,
    // Its upgrades are handed on below.
    httpServer: new Server(),
  })
  await app.prepare()
  const next = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  const isTool = (url = '') =>
    url.startsWith(`${basePath}/__nextjs`) || url.startsWith(`${basePath}/_next/webpack-hmr`)

  const server = serve(
    {
      settings,
      basePath,
      log: createLog(settings),
      routes: toRoutes(routesOfSources()),
      app: (req, res) => next(req, res),
      // The overlay posts what failed; it is the developer's own browser.
      beforeGateway: (req, res) => {
        if (!isTool(req.url)) return false
        void next(req, res)
        return true
      },
      development: true,
    },
    () => undefined,
  )
  // Pages wait for their first compilation.
  server.timeout = 0
  server.on('upgrade', (req, socket, head) => {
    if (isTool(req.url)) void upgrade(req, socket, head)
    else socket.destroy()
  })
}

/** As Next will find them: a page or a handler is a route by being there. */
function routesOfSources(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])(page|route)(\.dev)?\.tsx?$/.test(file))
    .map(
      (file) =>
        `/${dirname(file)
          .split(sep)
          .filter((part) => part !== '.')
          .join('/')}`,
    )
}
