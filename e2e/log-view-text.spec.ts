import { expect, test } from './fixtures'
import { line, linkOf, log, numberedLog, openLog, openMenu, rows } from './log-page'

const esc = '\u001b'
const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every terminal colour is readable in the ${colorScheme} scheme`, async ({ page, aws }) => {
    await page.emulateMedia({ colorScheme })
    const made = await numberedLog(aws)
    const painted = (code: number) => `${esc}[${code}mcolour ${code}${esc}[0m`
    const codes = [30, 90, 40, 100].flatMap((base) => colours.map((_, n) => base + n))
    const truecolour = `${esc}[38;2;250;240;90mcolour true${esc}[0m ${esc}[38;5;17mcolour palette${esc}[0m ${esc}[2mcolour dim${esc}[0m`
    await made.write([...codes.map(painted), truecolour])
    await openLog(page, made.path, 'colour true')
    const ratios = await log(page).evaluate((box) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
      const channels = (colour: string) => {
        if (!canvas) return [0, 0, 0, 0]
        canvas.clearRect(0, 0, 1, 1)
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        return [...canvas.getImageData(0, 0, 1, 1).data]
      }
      const luminance = (colour: string) => {
        const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
          const share = value / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const backgroundOf = (element: Element | null): string => {
        if (!element) return 'white'
        const { backgroundColor } = getComputedStyle(element)
        return channels(backgroundColor)[3] === 0 ? backgroundOf(element.parentElement) : backgroundColor
      }
      return [...box.querySelectorAll('.log-text span')].map((span) => {
        const [a, b] = [luminance(getComputedStyle(span).color), luminance(backgroundOf(span))]
        return { text: span.textContent, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }
      })
    })
    expect(ratios).toHaveLength(codes.length + 3)
    expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([])
  })
}

test('nothing in a log is ever markup', async ({ page, aws }) => {
  const made = await numberedLog(aws)
  await made.write([
    `<script>document.title="owned"</script> ${esc}[31mred${esc}[0m https://example.com/a. javascript:x`,
  ])
  await openLog(page, made.path, '<script>document.title="owned"</script> red')
  const links = log(page).locator('.log-text a')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.com/a')
  await expect(links).toHaveAttribute('rel', /noopener/)
  await expect(page).not.toHaveTitle('owned')
})

test('a megabyte in one line is clipped and can be shown; progress is its last state', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws)
  const progress = Array.from({ length: 200 }, (_, n) => `downloading ${n + 1} of 200`).join('\r')
  await made.write([`begin ${'x'.repeat(240_000)} end of it`, progress])
  await openLog(page, made.path, 'downloading 200 of 200')
  await expect(rows(page)).toHaveCount(2)
  await expect(line(page, 'downloading')).not.toContainText('downloading 199')
  const show = log(page).getByRole('button', { name: /KB · show/ })
  await expect(line(page, 'begin')).not.toContainText('end of it')
  await show.click()
  await expect(show).toHaveCount(0)
  await page.keyboard.press('w')
  await log(page).focus()
  await page.keyboard.press('End')
  await expect(line(page, 'end of it')).toBeVisible()
})

test('copying a marked range takes it from the data: every line, no times, no colours', async ({
  page,
  aws,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const made = await numberedLog(aws, { lines: 4_000 })
  await made.write([`${esc}[32mcoloured${esc}[0m`], made.startTime + 50_050)
  const at = (n: number) => new Date(made.startTime + (n - 1) * 100).toISOString()
  await openLog(page, made.path, 'line 4000.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await linkOf(page, 'line 5.').click()
  await expect(page).toHaveURL(/at=/)
  await page.keyboard.press('End')
  await expect(line(page, 'line 4000.')).toBeInViewport()
  await page.mouse.wheel(0, -900 * 20)
  await expect(line(page, 'line 3004.'))
    .toBeAttached({ timeout: 1 })
    .catch(() => undefined)
  await log(page).evaluate((box) => {
    box.scrollTop = 40 + 3_000 * 20
  })
  await linkOf(page, 'line 3004.').click({ modifiers: ['Shift'] })
  await expect(page.getByText('3,001 events selected')).toBeVisible()
  await page.keyboard.press('Control+c')
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  const numbers = Array.from({ length: 3_000 }, (_, n) => n + 5)
  const expected = numbers.flatMap((n) => [`line ${n}.`, ...(n === 501 ? ['coloured'] : [])])
  expect(await clipboard()).toBe(expected.join('\n'))
  await page.getByRole('button', { name: 'Copy with timestamps' }).click()
  const timed = (await clipboard()).split('\n')
  expect(timed[0]).toBe(`${at(5)} line 5.`)
  expect(timed).toHaveLength(3_001)
  await page.getByRole('button', { name: 'Markdown' }).click()
  expect(await clipboard()).toMatch(/^http:\/\/\S+at=\S+\n\n```\nline 5\.\n/)
})

test('times are UTC, local, since the start or off, remembered, and the others a hover away', async ({
  page,
  aws,
}) => {
  const startTime = Date.parse('2026-03-01T10:00:00.000Z')
  const made = await numberedLog(aws, { startTime, lines: 100, everyMs: 1_500 })
  await openLog(page, made.path, 'line 100.')
  const link = linkOf(page, 'line 100.')
  await openMenu(page, 'View')
  const times = page.getByRole('combobox', { name: 'Times' })
  await expect(link).toHaveText('10:02:28.500')
  const href = await link.getAttribute('href')
  await times.selectOption('Local time')
  // The tests' browser sits in Kolkata, 5:30 ahead.
  await expect(link).toHaveText('15:32:28.500')
  await times.selectOption('Since start')
  await expect(link).toHaveText('+0:02:28.500')
  await page.reload()
  await expect(link).toHaveText('+0:02:28.500')
  await openMenu(page, 'View')
  await times.selectOption('No times')
  await expect(link).toHaveText('')
  await expect(link).toHaveAttribute('title', /10:02:28\.500 UTC[\s\S]*15:32:28\.500/)
  expect(await link.getAttribute('href')).toBe(href)
  await times.selectOption('UTC')
  await expect(link).toHaveText('10:02:28.500')
})

test('silence of a minute or more is said between the lines around it, shorter silence is not', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws)
  await made.write(['before.'], made.startTime)
  await made.write(['after.'], made.startTime + 7 * 60_000)
  await made.write(['soon after.'], made.startTime + 7 * 60_000 + 59_000)
  await openLog(page, made.path, 'soon after.')
  await expect(rows(page)).toHaveText([/before\./, /7 min.* without output/, /after\./, /soon after\./])
})

test('download gives every event byte for byte, unloaded ones too', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 25_000 })
  await openLog(page, made.path, 'line 25000.')
  const downloading = page.waitForEvent('download')
  await openMenu(page, 'More')
  await page.getByRole('link', { name: 'Download' }).click()
  const stream = await (await downloading).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const expected = Array.from({ length: 25_000 }, (_, n) => `line ${n + 1}.\n`).join('')
  expect(Buffer.concat(chunks).toString()).toBe(expected)
})
