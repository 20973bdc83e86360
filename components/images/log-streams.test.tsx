import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { document, FAILED, GOOD, parse, step } from '@/lib/images/build-log/fixture'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { logStreamsQuery } from '@/lib/images/queries'
import type { LogStream } from '@/lib/images/schemas'
import { LogStreams } from './log-streams'

afterEach(cleanup)

const logs: Record<string, string[]> = {
  '3.13.0/1': [...document(), ...step('Mount'), ...GOOD],
  '3.13.0/2': [...document(), ...step('Mount', { stderr: 'no such device', exit: 1 }), ...FAILED],
  '3.13.0/3': [...document(), ...step('Mount', { exit: null })],
}

function show(names: string[], building = false) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } })
  const streams: LogStream[] = names.map((logStreamName, index) => ({
    logStreamName,
    logStreamArn: '',
    uploadSequenceToken: '',
    creationTime: new Date(1_700_000_000_000 + index * 86_400_000).toISOString(),
    hasEvents: true,
    firstEventTimestamp: '2026-01-01T00:00:00.000Z',
    lastEventTimestamp: '2026-01-01T00:10:00.000Z',
    lastIngestionTime: '2026-01-01T00:10:00.000Z',
  }))
  client.setQueryData(logStreamsQuery('demo', {}, building).queryKey, streams)
  for (const [index, name] of names.entries()) {
    const running = building && index === names.length - 1
    client.setQueryData(outlineQuery('demo', name, {}, running).queryKey, parse(logs[name] ?? []))
  }
  render(
    <QueryClientProvider client={client}>
      <LogStreams imageId="demo" scope={{}} building={building} />
    </QueryClientProvider>,
  )
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '')
}

it('several streams say how each build went, newest first', () => {
  const [third, second, first] = show(['3.13.0/1', '3.13.0/2', '3.13.0/3'])
  expect(first).toContain('All steps passed')
  expect(second).toContain('Failed in Mount')
  expect(third).toContain('The log has no end')
})

it('the newest of an image that is being built is building', () => {
  expect(show(['3.13.0/1', '3.13.0/3'], true)[0]).toContain('Building')
})

it('a single stream leaves that to the page', () => {
  expect(show(['3.13.0/2'])[0]).not.toContain('Failed')
})
