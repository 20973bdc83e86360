import { expect, test } from './fixtures'
import { findBox, line, log, numberedLog, openLog, rows, status } from './log-page'

test('Ctrl-F opens find; a second Ctrl-F is the browser’s; Esc goes back to the log', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 100 })
  await openLog(page, made.path, 'line 100.')
  await page.evaluate(() => {
    const taken: boolean[] = []
    Object.assign(window, { taken })
    window.addEventListener('keydown', (event) => {
      if (event.key === 'f') taken.push(event.defaultPrevented)
    })
  })
  await page.keyboard.press('Control+f')
  await expect(findBox(page)).toBeFocused()
  await page.keyboard.press('Control+f')
  expect(await page.evaluate(() => (window as unknown as { taken: boolean[] }).taken)).toEqual([true, false])
  await page.keyboard.press('Escape')
  await expect(log(page)).toBeFocused()
})

test('find says which match of how many, and Enter and Shift-Enter step through them', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 370 })
  await openLog(page, made.path, 'line 370.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeInViewport()
  await page.keyboard.press('Control+f')
  // 37 of 370 lines end in 7.
  await findBox(page).fill('7.')
  await expect(status(page)).toHaveText('1 of 37')
  await expect(log(page).locator('mark[data-here]')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(status(page)).toHaveText('2 of 37')
  await expect(line(page, 'line 17.')).toBeInViewport()
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Shift+Enter')
  await expect(status(page)).toHaveText('37 of 37')
  await expect(line(page, 'line 367.')).toBeInViewport()
})

test('find ignores case unless told, and knows whole words and regular expressions', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws)
  await made.write(['Error here', 'an error there', 'errors', 'terror 42', '<b>a.b*c</b>'])
  await openLog(page, made.path, 'terror 42')
  await findBox(page).fill('error')
  await expect(status(page)).toContainText('of 4')
  await page.getByRole('button', { name: 'Whole word' }).click()
  await expect(status(page)).toContainText('of 2')
  await page.getByRole('button', { name: 'Match case' }).click()
  await expect(status(page)).toContainText('of 1')
  await page.getByRole('button', { name: 'Whole word' }).click()
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await findBox(page).fill('^t.*\\d+$')
  await expect(status(page)).toHaveText('1 of 1')
  await findBox(page).fill('(')
  await expect(status(page)).toContainText('Not a regular expression')
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await findBox(page).fill('a.b*c</b>')
  await expect(status(page)).toHaveText('1 of 1')
  await findBox(page).fill('nowhere')
  await expect(status(page)).toHaveText('No matches')
})

test('an address with an expression that backtracks for ever finds at once, and a lookaround is refused in words', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws)
  await made.write([`${'a'.repeat(5_000)}!`, `the last line ${'a'.repeat(50)}`])
  await page.goto(`${made.path}?q=${encodeURIComponent('(a+)+$')}&regex=true`)
  await expect(status(page)).toHaveText('1 match')
  await findBox(page).fill('last(?! line)')
  await expect(status(page)).toContainText('Lookaheads and lookbehinds cannot be used')
})

test('find says how much it has looked through, and Search all counts the rest', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 60_000 })
  await openLog(page, made.path, 'line 60000.')
  // Long enough that the search of the whole stream can be seen to be offered and asked for.
  await findBox(page).fill('1.')
  await expect(status(page)).toContainText(/ in [\d,]+ loaded lines/)
  await page.getByRole('button', { name: 'Search all' }).click()
  await expect(status(page)).toContainText('of 6,000')
})

test('find brings hits into view that were never loaded', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 20_000, everyMs: 10 })
  for (const n of [5, 9_000, 19_990]) await made.write(['a Needle here'], made.startTime + n * 10 + 1)
  await openLog(page, made.path, 'line 20000.')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('needle')
  await expect(status(page)).toHaveText('3 of 3')
  await page.keyboard.press('Enter')
  await expect(status(page)).toHaveText('1 of 3')
  await expect(line(page, 'a Needle here')).toBeInViewport()
  await expect(line(page, 'line 6.')).toBeVisible()
  await page.keyboard.press('Shift+Enter')
  await expect(status(page)).toHaveText('3 of 3')
  await expect(line(page, 'line 19991.')).toBeVisible()
})

test('only matches shows each with its surroundings and counts what it hides', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 1_000 })
  await openLog(page, `${made.path}?q=line%20500.`, 'line 1000.')
  await findBox(page).press('Enter')
  await page.getByRole('button', { name: 'Only matches' }).click()
  await expect(rows(page)).toHaveText([
    /497 lines hidden/,
    /line 498\./,
    /line 499\./,
    /line 500\./,
    /line 501\./,
    /line 502\./,
    /498 lines hidden/,
  ])
  await page.getByRole('button', { name: 'Only matches' }).click()
  await expect(line(page, 'line 500.')).toBeInViewport()
  await expect(line(page, 'line 503.')).toBeAttached()
})
