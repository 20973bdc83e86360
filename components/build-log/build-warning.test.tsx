import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import { causeQuery } from '@/lib/images/build-log/queries'
import { BuildWarning } from './build-warning'

afterEach(cleanup)

const good: ImageExplanation = { imageId: 'demo', logStreamName: '3.13.0/1', outcome: 'ok', cause: null }

function show(explanation: ImageExplanation, build: string) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } })
  client.setQueryData(causeQuery('demo', {}, undefined, 'first').queryKey, explanation)
  render(
    <QueryClientProvider client={client}>
      <BuildWarning imageId="demo" build={build} />
    </QueryClientProvider>,
  )
}

const hidden: ImageExplanation = {
  ...good,
  outcome: 'warning',
  warning: {
    ruleId: 'chef',
    sentence: 'Chef failed.',
    sure: true,
    certainty: 'sure',
    source: 'log',
    step: 'InstallPClusterPackages',
    exitCode: 0,
    lines: [{ text: 'FATAL: no gadget', at: { timestamp: 1_700_000_000_000, ordinal: 0 } }],
    nearby: [],
  },
}

it('a good build that hid a failed Chef run names the step, quotes the line and links to it', () => {
  show(hidden, 'first')
  const region = screen.getByRole('region', { name: 'Warning' })
  expect(region.textContent).toContain('InstallPClusterPackages passed although its Chef run failed')
  expect(region.querySelector('pre')?.textContent).toBe('FATAL: no gadget')
  expect(screen.getByRole('link', { name: /Show in the log/ }).getAttribute('href')).toContain('at=')
})

it('a plain good build has no warning, nor has another build of the same image', () => {
  show(good, 'first')
  expect(screen.queryByRole('region')).toBeNull()
  cleanup()
  show(hidden, 'second')
  expect(screen.queryByRole('region')).toBeNull()
})
