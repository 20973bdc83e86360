import { seriousViolations } from './axe'
import { expect, test } from './fixtures'

test('/v3 describes the API to people, and an address under it that is none of the API’s is a 404', async ({
  page,
}) => {
  const answer = await page.goto('/v3')
  expect(answer?.status()).toBe(200)
  await page.getByRole('link', { name: '/v3/images/custom/{imageId}/cause' }).click()
  await expect(page).toHaveURL(/\/v3#getImageCause$/)
  await expect(page.getByRole('heading', { name: 'GET /v3/images/custom/{imageId}/cause' })).toBeInViewport()
  expect(await seriousViolations(page)).toEqual([])
  expect((await page.request.get('/v3/nothing')).status()).toBe(404)
})
