import { expect, test } from 'vitest'
import type { EventStore } from './event-store'
import { ExportedLog } from './exported-log'

/** An export of these messages, read in chunks of so many bytes. */
function read(messages: readonly string[], chunk: number): EventStore {
  const time = Date.parse('2022-03-29T20:29:24.775Z')
  const text = messages
    .map((message, index) => `${new Date(time + index).toISOString()} ${message}\n`)
    .join('')
  const bytes = new TextEncoder().encode(text)
  const log = new ExportedLog()
  for (let at = 0; at < bytes.length; at += chunk) log.push(bytes.slice(at, at + chunk))
  return log.end()
}

const messages = Array.from({ length: 900 }, (_, n) =>
  n % 300 === 7
    ? `${n} long ${'x'.repeat(40_000)}`
    : n % 90 < 20
      ? `${n} ✔ größer\n  second line`
      : `${n} plain`,
)

test.each([1_000_000, 70_001, 997, 13])(
  'messages read one after the other are those read one by one, from chunks of %i bytes',
  (chunk) => {
    const store = read(messages, chunk)
    const next = store.messages()
    expect(Array.from({ length: store.length }, (_, index) => next(index))).toEqual(messages)
    expect(Array.from({ length: store.length }, (_, index) => store.message(index))).toEqual(messages)
  },
)

test('they may be asked for in any order', () => {
  const store = read(messages, 70_001)
  const ask = store.messages()
  const order = messages.map((_, index) => (index * 467) % messages.length)
  expect(order.map((index) => ask(index))).toEqual(order.map((index) => messages[index]))
})
