import { expect, test } from 'vitest'
import { packPage, pageResponse } from './packed-page'

test('a page that AWS does not confirm says for how many seconds it has been kept', async () => {
  const page = await packPage(Buffer.from('{"events":[]}'))
  const kept = await pageResponse({ ...page, asOf: Date.now() - 90_000 }, null)
  expect(Number(kept.headers.get('age'))).toBeGreaterThanOrEqual(90)
  expect(Number(kept.headers.get('age'))).toBeLessThan(150)
  expect((await pageResponse(page, null)).headers.has('age')).toBe(false)
})
