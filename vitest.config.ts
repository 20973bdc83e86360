import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// `server-only` throws outside React's server bundle; unit tests stand in for that bundle.
const serverOnly = fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url))

// A process for each of a hundred files would take longer than what is in them.
const together = { pool: 'threads', isolate: false } as const

export default defineConfig({
  resolve: { tsconfigPaths: true, alias: { 'server-only': serverOnly } },
  test: {
    env: { TZ: 'UTC' },
    // Some start servers or seed whole builds; a busy machine takes its time.
    testTimeout: 60_000,
    // Those that wait for a fault's end wait side by side.
    maxConcurrency: 16,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          ...together,
          // What holds the documents to the code is quick, and every change can break it.
          include: ['{app,lib}/**/*.test.ts', 'e2e/documents/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          ...together,
          include: ['components/**/*.test.{ts,tsx}'],
        },
      },
      {
        // With servers, seeded builds and faults to sit out: `npm test` runs them, `npm run check` does not.
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['e2e/!(documents)/**/*.test.ts', 'e2e/*.test.ts'],
        },
      },
    ],
  },
})
