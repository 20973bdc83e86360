import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import { causeQuery } from '@/lib/images/build-log/queries'
import { LikelyCause } from './likely-cause'

afterEach(cleanup)

const failed: ImageExplanation = {
  imageId: 'demo',
  logStreamName: '3.13.0/1',
  outcome: 'failed',
  cause: {
    ruleId: 'dns',
    sentence: 'A host name could not be resolved.',
    advice: 'Give the build subnet working DNS.',
    sure: true,
    source: 'log',
    step: 'Execute',
    exitCode: 6,
    lines: [
      {
        text: 'curl: (6) Could not resolve host: x',
        at: { timestamp: 1_700_000_000_000, ordinal: 2 },
        line: 0,
      },
    ],
    nearby: [],
  },
}

function show(explanation: ImageExplanation) {
  const client = new QueryClient()
  client.setQueryData(causeQuery('demo', { region: 'eu-west-1' }).queryKey, explanation)
  render(
    <QueryClientProvider client={client}>
      <LikelyCause imageId="demo" place={{ region: 'eu-west-1' }} />
    </QueryClientProvider>,
  )
}

it('names step and exit code, quotes only the cause, and links to its line', () => {
  show(failed)
  const region = screen.getByRole('region', { name: 'Likely cause' })
  expect(region.textContent).toMatch(/Step\s*Execute/)
  expect(region.textContent).toMatch(/Exit code\s*6/)
  expect([...region.querySelectorAll('pre, code')].map((quote) => quote.textContent)).toEqual([
    'curl: (6) Could not resolve host: x',
  ])
  const link = within(region).getByRole('link', { name: /Show in the log/ })
  expect(link.getAttribute('href')).toContain('/images/demo/logstreams/3.13.0/1?region=eu-west-1&at=')
  expect(link.getAttribute('href')).toMatch(/Z~2$/)
})

it('says when it is not sure', () => {
  show({ ...failed, cause: failed.cause && { ...failed.cause, sure: false } })
  expect(screen.getByText('Not sure')).toBeTruthy()
})

it('is absent when there is no cause', () => {
  show({ imageId: 'demo', outcome: 'ok', cause: null, reason: 'The build did not fail.' })
  expect(screen.queryByRole('region')).toBeNull()
})

it('says of a cancelled build only that it was cancelled', () => {
  show({ imageId: 'demo', outcome: 'cancelled', cause: null, reason: 'Image creation is cancelled.' })
  expect(screen.queryByRole('region')).toBeNull()
  expect(screen.getByText('Image creation is cancelled.')).toBeTruthy()
})
