import { expect, type Page } from '@playwright/test'
import { exportArchive } from './export-archive'

/** Drops a file on the page, as from a folder. */
export async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
      return transfer
    },
    { name, base64: Buffer.from(bytes).toString('base64') },
  )
  // A browser drops only what the page said it takes, which it does once its scripts run.
  await expect
    .poll(() =>
      transfer.evaluate((dataTransfer) => {
        const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true })
        return document.body.dispatchEvent(over)
      }),
    )
    .toBe(false)
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

/** The export archive of a seeded image's newest build. */
export const exportedFor = (origin: string, imageId: string) =>
  exportArchive(origin, imageId, `${/(\d+-\d+-\d+)$/.exec(imageId)?.[1]?.replaceAll('-', '.')}/1`)
