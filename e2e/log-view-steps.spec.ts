import { expect, test } from './fixtures'
import { findBox, line, log, status } from './log-page'

const failed = '/images/hpc-al2023-3-14-0/logstreams/3.14.0/1'

test('a failed build opens at its cause, and e and Shift-E step through its errors', async ({ page }) => {
  await page.goto(failed)
  await expect(log(page).locator('[data-error]').first()).toBeInViewport()
  await log(page).focus()
  // The steps come a moment after the lines.
  await expect(page.getByRole('button', { name: /, failed, exit 1, / }).first()).toBeVisible()
  await page.keyboard.press('e')
  await expect(status(page)).toHaveText(/^Error \d+ of \d+$/)
  await expect(log(page).locator('[data-current]')).toBeInViewport()
  const said = await status(page).textContent()
  const [, number, count] = /Error (\d+) of (\d+)/.exec(said ?? '') ?? []
  await page.keyboard.press('e')
  await expect(status(page)).toHaveText(`Error ${(Number(number) % Number(count)) + 1} of ${count}`)
  await page.keyboard.press('E')
  await expect(status(page)).toHaveText(said ?? '')
})

test('a step folds under its header, and folding above moves nothing below', async ({ page }) => {
  await page.goto(failed)
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(page.getByText('Beginning of log')).toBeVisible()
  const header = log(page).getByRole('button', { expanded: true }).first()
  await expect(header).toHaveAccessibleName(/^\S+, .*\d+ (ms|s|min|h).*, .*\d+ lines?$/)
  const name = (await header.getAttribute('aria-label')) ?? ''
  await header.click()
  await expect(log(page).getByRole('button', { name, exact: true })).toHaveAttribute('aria-expanded', 'false')
  await log(page).getByRole('button', { name, exact: true }).click()
  await expect(log(page).getByRole('button', { name, exact: true })).toHaveAttribute('aria-expanded', 'true')
})

test('a match inside a folded step opens the step', async ({ page }) => {
  await page.goto(failed)
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(page.getByText('Beginning of log')).toBeVisible()
  const header = log(page).getByRole('button', { expanded: true }).first()
  const name = (await header.getAttribute('aria-label')) ?? ''
  const inside = await header.evaluate((button) => {
    const rows = [...document.querySelectorAll('.log-row')]
    const first = rows[rows.findIndex((row) => row.contains(button)) + 1]
    return first?.querySelector('.log-text')?.textContent ?? ''
  })
  expect(inside).toMatch(/^Step /)
  await header.click()
  await expect(line(page, inside)).toHaveCount(0)
  await findBox(page).fill(inside)
  await findBox(page).press('Enter')
  await expect(line(page, inside).first()).toBeInViewport()
  await expect(log(page).getByRole('button', { name, exact: true })).toHaveAttribute('aria-expanded', 'true')
})
