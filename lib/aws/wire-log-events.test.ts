import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatIsoTime } from '@/lib/images/iso-time'
import { rewriteLogEvents } from './wire-log-events'

const rewrite = (wire: unknown, window = {}) => {
  const page = rewriteLogEvents(Buffer.from(typeof wire === 'string' ? wire : JSON.stringify(wire)), window)
  return page && { ...page, json: JSON.parse(page.json.toString()) }
}

const time = fc.integer({ min: 0, max: 4_102_444_800_000 })
const message = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\\', '"', '\\"', '","', 'ü\u2028'),
)
const wireEvent = fc
  .record({ ingestionTime: time, message, timestamp: time }, { requiredKeys: ['message', 'timestamp'] })
  .chain((event) => fc.shuffledSubarray(Object.entries(event), { minLength: Object.keys(event).length }))
  .map((entries) => Object.fromEntries(entries) as { message: string; timestamp: number })
const token = fc.string({ unit: fc.constantFrom('f', '/', '0', '9', '"', '\\') })
const wirePage = fc.record(
  { events: fc.array(wireEvent), nextForwardToken: token, nextBackwardToken: token },
  { requiredKeys: ['events'] },
)

it('says what the SDK’s way says, whatever the messages and the order of members', () => {
  fc.assert(
    fc.property(wirePage, fc.option(time), fc.option(time), (wire, startTime, endTime) => {
      const window = { startTime: startTime ?? undefined, endTime: endTime ?? undefined }
      const events = wire.events
        .filter(({ timestamp }) => timestamp >= (startTime ?? 0) && timestamp < (endTime ?? Infinity))
        .map(({ timestamp, message }) => ({ timestamp: formatIsoTime(timestamp), message }))
      const tokens = {
        ...(wire.nextForwardToken !== undefined && { nextToken: wire.nextForwardToken }),
        ...(wire.nextBackwardToken !== undefined && { prevToken: wire.nextBackwardToken }),
      }
      expect(rewrite(wire, window)).toEqual({ json: { events, ...tokens }, ...tokens })
    }),
  )
})

it.each([
  '',
  '<html></html>',
  '{}',
  '{"events":[{"message":"a","timestamp":1}',
  '{"events":[{"message":"a","timestamp":1}]}}',
  '{"events":[{"message":"a"}]}',
  '{"events":[{"timestamp":1}]}',
  '{"events":[{"message":"a,"timestamp":1}]}',
  '{"events":[{"message":"a","timestamp":-1}]}',
  '{"events":[{"message":"a","timestamp":1.5}]}',
  '{"events":[{"message":null,"timestamp":1}]}',
  '{"events": [{"message":"a","timestamp":1}]}',
  '{"events":[],"nextForwardToken":null}',
  '{"events":[],"more":1}',
])('leaves %s to the SDK', (wire) => expect(rewrite(wire)).toBeNull())
