import { describe, expect, test } from 'vitest'
import type { LogStream } from '../schemas'
import { attemptOf, logStreamOf } from './attempts'
import { at } from './builders'

const stream = (logStreamName: string, from: number, to: number, hasEvents = true): LogStream => ({
  logStreamName,
  logStreamArn: '',
  creationTime: at(from),
  firstEventTimestamp: at(from),
  lastEventTimestamp: at(to),
  lastIngestionTime: at(to),
  uploadSequenceToken: '',
  hasEvents,
})
const attempt = (from: number, to: number) => ({ start: Date.parse(at(from)), end: Date.parse(at(to)) })
const streams = [stream('3.0.0/1', 100, 900), stream('3.1.2/1', 5000, 9000)]

describe('logStreamOf', () => {
  test('is the stream written during the attempt', () => {
    expect(logStreamOf(attempt(0, 1000), streams)?.logStreamName).toBe('3.0.0/1')
    expect(logStreamOf(attempt(4000, 8000), streams)?.logStreamName).toBe('3.1.2/1')
  })

  test('is none when nothing was written in that time', () => {
    expect(logStreamOf(attempt(1000, 4000), streams)).toBeUndefined()
    expect(logStreamOf(attempt(0, 50), [stream('3.0.0/1', 0, 0, false)])).toBeUndefined()
  })

  test('a stream of a single moment counts', () => {
    expect(logStreamOf(attempt(0, 50), [stream('3.0.0/1', 20, 20)])?.logStreamName).toBe('3.0.0/1')
  })
})

describe('attemptOf', () => {
  const attempts = [5000, 1000, 0].map((seconds) => ({
    stackId: `begun at ${seconds}`,
    stackStatus: 'DELETE_COMPLETE',
    creationTime: at(seconds),
  }))

  test('is the newest one begun before the log’s last event', () => {
    expect(attemptOf(attempts, Date.parse(at(1800)))?.stackId).toBe('begun at 1000')
    expect(attemptOf(attempts, Date.parse(at(9000)))?.stackId).toBe('begun at 5000')
  })

  test('is none for a log older than every attempt that is remembered', () => {
    expect(attemptOf(attempts, Date.parse(at(-1)))).toBeUndefined()
  })
})
