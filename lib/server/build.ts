import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { writeThirdParty } from './third-party'

/**
 * The second half of `npm run build`: completes Next's standalone folder (assets, public files, our server) so
 * that it runs wherever it is copied, with nothing but Node: `node main.mjs`.
 */
const standalone = join('.next', 'standalone')

cpSync(join('.next', 'static'), join(standalone, '.next', 'static'), { recursive: true })
if (existsSync('public')) cpSync('public', join(standalone, 'public'), { recursive: true })
// Next's own entry would serve without the gateway.
rmSync(join(standalone, 'server.js'), { force: true })
// Next's image optimizer, which is shut: a quarter of the folder.
for (const unused of ['sharp', '@img'])
  rmSync(join(standalone, 'node_modules', unused), { recursive: true, force: true })
for (const kept of ['LICENSE', 'CHANGELOG.md']) cpSync(kept, join(standalone, kept))

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['next'],
  // What guards itself against the browser; these bundles are the server.
  alias: { 'server-only': resolve('node_modules', 'server-only', 'empty.js') },
  define: {
    // It is a part of the built pages, and of the addresses in the API's description.
    'process.env.BASE_PATH': JSON.stringify(process.env.BASE_PATH ?? ''),
    'process.env.CAUSE_ENGINE': JSON.stringify(causeEngine()),
  },
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
await build({
  ...options,
  entryPoints: ['lib/aws/analysis/worker.ts'],
  outfile: join(standalone, 'analysis.mjs'),
})
await build({
  ...options,
  entryPoints: ['lib/cli/main.ts'],
  outfile: join(standalone, 'image-build-logs.mjs'),
  banner: { js: `#!/usr/bin/env node\n${options.banner.js}` },
})
chmodSync(join(standalone, 'image-build-logs.mjs'), 0o755)
writeThirdParty(standalone)
console.log(`Built ${standalone}: start it with \`node ${join(standalone, 'main.mjs')}\`.`)

/** Tells engines that find causes apart by their sources: what an older one found is looked for anew. */
function causeEngine(): string {
  const digest = createHash('sha256')
  for (const folder of [join('lib', 'images'), join('lib', 'aws', 'build-log')]) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => /(?<!\.test)\.ts$/.test(name)).sort())
      digest.update(readFileSync(join(folder, file)))
  }
  return digest.digest('hex').slice(0, 16)
}

/** A module that exports every route file of the API by its pattern, found as Next finds them, and what works by itself. */
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
  return [
    ...imports,
    `export { keepBuilds } from './lib/aws/archive/keep-builds'`,
    `export { tellEndings } from './lib/aws/notices/tell-endings'`,
    'export const routes = {',
    ...entries,
    '}',
  ].join('\n')
}
