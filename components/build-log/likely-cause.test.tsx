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
    certainty: 'sure',
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
      <LikelyCause imageId="demo" scope={{ region: 'eu-west-1' }} />
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

it.each([
  ['likely', 'Likely'],
  ['unrecognised', 'Not recognised'],
] as const)('says when it is only %s', (certainty, word) => {
  show({ ...failed, cause: failed.cause && { ...failed.cause, sure: false, certainty } })
  expect(screen.getByText(word)).toBeTruthy()
})

it('says whose side it is, whether building again helps, what to change, and what else is possible', () => {
  const line = { text: 'tar: x: Cannot open', at: { timestamp: 1_700_000_000_000, ordinal: 3 }, line: 0 }
  show({
    ...failed,
    cause: failed.cause && {
      ...failed.cause,
      side: 'network',
      buildAgain: 'mayHelp',
      changes: [{ language: 'yaml', text: 'Build:\n  SubnetId: subnet-1' }],
      alternatives: [{ ruleId: 'archive-missing', sentence: 'The archive x is not there.', lines: [line] }],
    },
  })
  const region = screen.getByRole('region', { name: 'Likely cause' })
  expect(region.textContent).toMatch(/Whose side\s*Network/)
  expect(region.textContent).toMatch(/Build again\?\s*May help/)
  expect(region.textContent).toContain('SubnetId: subnet-1')
  expect(within(region).getByRole('button', { name: 'Copy' })).toBeTruthy()
  expect(region.textContent).toContain('The archive x is not there.')
  const link = within(region).getByRole('link', { name: 'tar: x: Cannot open' })
  expect(link.getAttribute('href')).toMatch(/Z~3/)
})

it('is absent when there is no cause', () => {
  show({ imageId: 'demo', outcome: 'ok', cause: null, reason: 'The build did not fail.' })
  expect(screen.queryByRole('region')).toBeNull()
})

it('has nothing to say of a cancelled build', () => {
  show({ imageId: 'demo', outcome: 'cancelled', cause: null, reason: 'Image creation is cancelled.' })
  expect(screen.queryByRole('region')).toBeNull()
})
