import { defineConfig } from '@playwright/test'
import { findBrowser, runsFirefox } from './e2e/browser'

const executablePath = findBrowser()

/**
 * Each worker starts an embedded AWS endpoint and the production build of its own (e2e/fixtures.ts), so specs
 * may write what they like. The browser sits in another zone than the server, to catch what confuses the two.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  workers: 2,
  timeout: 90_000,
  // A shared CI machine may stall for seconds; what fails twice is broken.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['./e2e/count-reporter.ts']],
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Asia/Kolkata',
    locale: 'en-GB',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        launchOptions: {
          ...(executablePath && { executablePath }),
          args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
        },
      },
    },
    // Without what speaks to Chromium's own tools, and what only steers servers.
    ...(runsFirefox()
      ? [
          {
            name: 'firefox',
            testMatch:
              /(images|palette|places|api-page|stack-events|log-view|log-view-find|sign-in)\.spec\.ts$/,
            use: { browserName: 'firefox' as const },
          },
        ]
      : []),
  ],
})
