import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAnsi } from './ansi'
import { plainLines, shapeOf, splitLines } from './display-line'

const esc = '\u001b'

it.each([
  ['progress is its last state', 'at 10 %\rat 20 %\rat 100 %', 'at 100 %'],
  [
    'what a return overwrote stays when it says something else',
    'FATAL: No space\rretrying',
    'FATAL: No space␍retrying',
  ],
  [
    'lines that only returns divide are all there',
    'one apple\rtwo pears\rthree plums',
    'one apple␍two pears␍three plums',
  ],
  [
    'a spinner that goes to the first column is its last state',
    `- wait${esc}[2K${esc}[1G\\ wait${esc}[2K${esc}[1G| wait`,
    '| wait',
  ],
  ['a backspace takes back a character', 'abc\b\bX', 'aX'],
  ['a link is its text', `${esc}]8;;http://x${esc}\\text${esc}]8;;\u0007 on`, 'text on'],
  ['an unfinished title takes the rest of the line', `go${esc}]0;title`, 'go'],
  ['an unfinished device string does too', `go${esc}Pq#0`, 'go'],
  ['private sequences are none of the text', `a${esc}[?25lb${esc}[>4;2mc${esc}[<1md`, 'abcd'],
  ['a colour cut off at the end is none', `red${esc}[31`, 'red'],
  ['a lone escape is none', `a${esc}b`, 'ab'],
])('%s', (_, message, shown) => expect(plainLines(message)).toEqual([shown]))

it('understands colours with colons, and shifts no others by them', () => {
  const [line = ''] = splitLines(
    `${esc}[38:2::250:10:10mred${esc}[0m ${esc}[4:3mcurl${esc}[0m ${esc}[32mgreen${esc}[0m`,
  )
  expect(parseAnsi(line).map(({ text, color }) => [text, color])).toEqual([
    ['red', 'red'],
    [' ', undefined],
    ['curl', undefined],
    [' ', undefined],
    ['green', 'green'],
  ])
})

it('styles the very characters that are shown, whatever sequences stand among them', () => {
  const piece = fc.oneof(
    fc.constantFrom('a', 'word ', '\t', '\r', '\b', '[', ']', 'm', '31', ';', ':', '\u0007', '\\'),
    fc.constantFrom(esc, `${esc}[`, `${esc}[31m`, `${esc}[38:5:17m`, `${esc}]0;t`, `${esc}[>1m`, `${esc}P`),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const message = pieces.join('')
      const shown = splitLines(message).map((line) =>
        parseAnsi(line)
          .map(({ text }) => text)
          .join(''),
      )
      expect(shown).toEqual(plainLines(message))
      expect(plainLines(message).join('')).not.toContain(esc)
    }),
    { numRuns: 5_000 },
  )
})

it('is simple only where every character is as wide as any other', () => {
  expect(shapeOf('plain ä')).toBe(7)
  for (const text of ['two\nlines', '日本', '😀', 'e\u0301', '\t']) expect(shapeOf(text)).toBe(-1)
})
