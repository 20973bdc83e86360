import { expect, test } from 'vitest'
import { newestFirst, newestStream } from './newest-stream'
import type { LogStream } from './schemas'

const stream = (logStreamName: string, creationTime: string): LogStream => ({
  logStreamName,
  logStreamArn: `arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:${logStreamName}`,
  creationTime,
  firstEventTimestamp: creationTime,
  lastEventTimestamp: creationTime,
  lastIngestionTime: creationTime,
  uploadSequenceToken: '',
  hasEvents: true,
})

test('the newest stream is the one that began last, not the one whose name sorts last', () => {
  const streams = [
    stream('3.9.1/1', '2026-03-01T00:00:00.000Z'),
    stream('3.10.0/1', '2026-05-01T00:00:00.000Z'),
  ]
  expect(newestStream(streams)?.logStreamName).toBe('3.10.0/1')
})

test('builds that began together are ordered by their number, ten after nine', () => {
  const at = '2026-03-01T00:00:00.000Z'
  const names = newestFirst([stream('3.1.2/9', at), stream('3.1.2/10', at)]).map((each) => each.logStreamName)
  expect(names).toEqual(['3.1.2/10', '3.1.2/9'])
})

test('an image without streams has no newest one', () => {
  expect(newestStream([])).toBeUndefined()
})
