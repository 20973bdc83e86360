import { expect, test } from 'vitest'
import { ExportedTimes } from './exported-time'

const encoder = new TextEncoder()

function timesOf(...lines: string[]) {
  const times = new ExportedTimes()
  return lines.map((line) => {
    const bytes = encoder.encode(`x${line}x`)
    return times.read(bytes, 1, bytes.length - 1)
  })
}

test('a time is what Date says, on the first line of a day and on those after it', () => {
  const times = [
    '2022-03-29T20:29:24.775Z',
    '2022-03-29T20:29:24.776Z',
    '2022-03-29T00:00:00.000Z',
    '2022-03-29T23:59:59.999Z',
    '2022-03-30T00:00:00.001Z',
    '2024-02-29T12:00:00.120Z',
    '2022-03-29T20:29:24.775Z',
  ]
  expect(timesOf(...times.map((time) => `${time} message`))).toEqual(times.map((time) => Date.parse(time)))
})

test('a message may be empty, with and without the blank', () => {
  const time = Date.parse('2022-03-29T20:29:24.775Z')
  expect(timesOf('2022-03-29T20:29:24.775Z', '2022-03-29T20:29:24.775Z ')).toEqual([time, time])
})

test('what only looks like a time of a known day is none', () => {
  const known = '2022-03-29T20:29:24.775Z a'
  const others = [
    '2022-03-29T20:29:24.775ZZ',
    '2022-03-29T20:29:60.775Z a',
    '2022-03-29T25:29:24.775Z a',
    '2022-03-29T2:029:24.775Z a',
    '2022-03-29T20-29-24.775Z a',
    '2022-03-29T20:29:24.7a5Z a',
    '2022-03-29T20:29:24.775',
    '',
  ]
  expect(timesOf(known, ...others)).toEqual([Date.parse(known.slice(0, 24)), ...others.map(() => undefined)])
})
