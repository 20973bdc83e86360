import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { logFile } from './bench-log'

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Peers</title>
<link rel="stylesheet" href="/page.css">
<style>body { margin: 0 } .plain-log { overflow: auto; margin: 0; font: 13px/20px monospace }</style>
<div id="place"></div><script type="module" src="/page.js"></script></html>`

/** Serves the peers' page, minified as in production, and the logs it shows. */
export async function servePeers(): Promise<{ url: string; stop: () => Promise<void> }> {
  const built = await build({
    entryPoints: ['e2e/bench-log-view/peers-page.jsx'],
    outdir: 'page',
    entryNames: 'page',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Fonts and pictures of the style sheets: none is drawn with.
    loader: { '.woff2': 'empty', '.jpg': 'empty', '.svg': 'empty', '.png': 'empty' },
    logLevel: 'error',
  })
  const output = (ending: string) => built.outputFiles.find(({ path }) => path.endsWith(ending))?.contents
  const logs = new Map<number, Buffer>()
  const answers: Record<string, (query: URLSearchParams) => [string, Uint8Array | string | undefined]> = {
    '/': () => ['text/html', page],
    '/page.js': () => ['text/javascript', output('.js')],
    '/page.css': () => ['text/css', output('.css')],
    '/log': (query) => {
      const lines = Number(query.get('lines'))
      const log = logs.get(lines) ?? logFile(lines)
      // One at a time: the largest is 130 MB.
      if (!logs.has(lines)) logs.clear()
      logs.set(lines, log)
      return ['text/plain', log]
    },
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peers')
    const [type, body] = answers[url.pathname]?.(url.searchParams) ?? ['text/plain', undefined]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
