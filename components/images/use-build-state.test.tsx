import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import { buildKey, causeQuery } from '@/lib/images/build-log/queries'
import type { ImageDescription } from '@/lib/images/schemas'
import { useBuildState } from './use-build-state'

afterEach(cleanup)

const image = {
  imageId: 'demo',
  region: 'us-east-1',
  version: '3.13.0',
  imageBuildStatus: 'BUILD_FAILED',
  cloudformationStackStatus: 'CREATE_FAILED',
} as ImageDescription

function State() {
  return <p>{useBuildState(image, {})?.words}</p>
}

function show(outcome?: ImageExplanation['outcome']) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } })
  const { queryKey } = causeQuery('demo', {}, undefined, buildKey(image))
  if (outcome) client.setQueryData(queryKey, { imageId: 'demo', outcome, cause: null })
  render(
    <QueryClientProvider client={client}>
      <State />
    </QueryClientProvider>,
  )
}

it('what somebody cancelled is cancelled, whatever AWS calls it', () => {
  show('cancelled')
  expect(screen.getByText('Cancelled')).toBeTruthy()
})

it('a build is failed until its log or stack says otherwise', () => {
  show()
  expect(screen.getByText('Failed')).toBeTruthy()
})
