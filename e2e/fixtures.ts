import { test as base } from '@playwright/test'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

type Servers = { aws: EmbeddedAws; dashboard: string }

/**
 * `aws` is the embedded endpoint (seeded), `dashboard` the production build's address in front of it; both live
 * as long as the worker. Pages are opened relative to the dashboard: `page.goto('/images')`.
 */
export const test = base.extend<{ baseURL: string }, Servers>({
  aws: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const endpoint = await start(
        ['npx', 'tsx', 'e2e/aws-endpoint/main.ts'],
        {},
        /AWS endpoint: (http:\/\/127\.0\.0\.1:\d+)/,
      )
      await use(new EmbeddedAws(endpoint.match[1] ?? ''))
      await endpoint.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  dashboard: [
    async ({ aws }, use) => {
      const port = await freePort()
      const app = await start(
        ['npm', 'start'],
        { ...aws.env, PORT: String(port) },
        /listening|Ready|Dashboard/i,
      )
      await use(`http://127.0.0.1:${port}`)
      await app.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ dashboard }, use) => use(dashboard),
})

export { expect } from '@playwright/test'
