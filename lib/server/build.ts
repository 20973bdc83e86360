import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * The second half of `npm run build`: completes Next's standalone folder (assets, public files, our server) so
 * that it runs wherever it is copied, with nothing but Node: `node main.mjs`.
 */
const standalone = join('.next', 'standalone')

cpSync(join('.next', 'static'), join(standalone, '.next', 'static'), { recursive: true })
if (existsSync('public')) cpSync('public', join(standalone, 'public'), { recursive: true })
// Next's own entry would serve without the door.
rmSync(join(standalone, 'server.js'), { force: true })

await build({
  entryPoints: ['lib/server/main.ts'],
  outfile: join(standalone, 'main.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['next'],
  // lib/aws/settings guards itself against the browser; this bundle is the server.
  alias: { 'server-only': join('.', 'node_modules', 'server-only', 'empty.js') },
  // Bundled CommonJS packages ask for Node's own modules with require.
  banner: {
    js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
  },
  sourcemap: 'linked',
  logLevel: 'warning',
})
console.log(`Built ${standalone}: start it with \`node ${join(standalone, 'main.mjs')}\`.`)
