import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from './browser'

/**
 * `npm run pictures -- http://localhost:3000 folder [address…]`: every page, light and dark, wide and narrow, for
 * people to look at. Without addresses: the list, and each seeded image's overview, log and stack events.
 */
const [origin = 'http://localhost:3000', folder = '.cache/pictures', ...given] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
})
const addresses = given.length > 0 ? given : await everyAddress()

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: width === 390 ? 844 : 900 },
    })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
    for (const address of addresses) {
      await page.goto(origin + address)
      await page.waitForTimeout(1500)
      const name = `${address.replace(/[^\w.-]+/g, '_').replace(/^_/, '')}.${colorScheme}.${width}.png`
      await page.screenshot({ path: join(folder, name) })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      console.log(join(folder, name), overflow > 0 ? `overflows by ${overflow} px` : '')
    }
    await context.close()
  }
}
await browser.close()

async function everyAddress(): Promise<string[]> {
  const { images } = await (await fetch(`${origin}/v3/images/custom`)).json()
  const found = ['/images']
  for (const { imageId } of images) {
    found.push(`/images/${imageId}`, `/images/${imageId}/stackevents`)
    const response = await fetch(`${origin}/v3/images/custom/${imageId}/logstreams`)
    if (!response.ok) continue
    const { logStreams } = await response.json()
    for (const { logStreamName } of logStreams) found.push(`/images/${imageId}/logstreams/${logStreamName}`)
  }
  return found
}
