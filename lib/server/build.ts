import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

/**
 * The second half of `npm run build`: completes Next's standalone folder (assets, public files, our server) so
 * that it runs wherever it is copied, with nothing but Node: `node main.mjs`.
 */
const standalone = join('.next', 'standalone')

cpSync(join('.next', 'static'), join(standalone, '.next', 'static'), { recursive: true })
if (existsSync('public')) cpSync('public', join(standalone, 'public'), { recursive: true })
// Next's own entry would serve without the door.
rmSync(join(standalone, 'server.js'), { force: true })

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['next'],
  // What guards itself against the browser; these bundles are the server.
  alias: { 'server-only': resolve('node_modules', 'server-only', 'empty.js') },
  // It is a part of the built pages, and of the addresses in the API's description.
  define: { 'process.env.BASE_PATH': JSON.stringify(process.env.BASE_PATH ?? '') },
  // Bundled CommonJS packages ask for Node's own modules with require.
  banner: {
    js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
  },
  sourcemap: 'linked',
  logLevel: 'warning',
} satisfies BuildOptions

await build({ ...options, entryPoints: ['lib/server/main.ts'], outfile: join(standalone, 'main.mjs') })
await build({
  ...options,
  stdin: { contents: apiRoutes(), resolveDir: '.', sourcefile: 'api.ts', loader: 'ts' },
  outfile: join(standalone, 'api.mjs'),
})
console.log(`Built ${standalone}: start it with \`node ${join(standalone, 'main.mjs')}\`.`)

/** A module that exports every route file of the API by its pattern, found as Next finds them. */
function apiRoutes(): string {
  const files = readdirSync(join('app', 'v3'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|[\\/])route\.ts$/.test(file),
  )
  const imports = files.map((file, index) => {
    const path = ['.', 'app', 'v3', ...file.split(sep)].join('/')
    return `import * as route${index} from ${JSON.stringify(path)}`
  })
  const entries = files.map((file, index) => {
    const pattern = ['', 'v3', ...dirname(file).split(sep)].filter((part) => part !== '.').join('/')
    return `  ${JSON.stringify(pattern)}: route${index},`
  })
  return [...imports, 'export const routes = {', ...entries, '}'].join('\n')
}
