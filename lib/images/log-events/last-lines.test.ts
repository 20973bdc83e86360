import { expect, it } from 'vitest'
import { lastLines } from './last-lines'

const events = (...messages: string[]) =>
  messages.map((message) => ({ message, timestamp: '2026-02-03T04:05:06.000Z' }))

it('tells the last lines of several events, as a terminal would show them', () => {
  expect(
    lastLines(events('Stdout: a', 'Stderr: \u001b[31mb\u001b[0m\nc\n\n', 'Stdout: 10%\r100%'), 3),
  ).toEqual(['Stderr: b', 'c', '100%'])
})

it('leaves out lines that say nothing', () => {
  expect(lastLines(events('Stdout: a', 'Stdout: ', '   '), 3)).toEqual(['Stdout: a'])
})
