import { expect, test } from 'vitest'
import { PropertiesTaker } from './taken-properties'

const answer = (...properties: string[]) =>
  properties
    .map((text) => `<member><ResourceProperties>${text}</ResourceProperties><EventId>e</EventId></member>`)
    .join('')

/** What is left of an answer that comes in pieces, and what was taken out. */
function taken(xml: string, pieceLength = 65_536) {
  const taker = new PropertiesTaker(32_000)
  const wire = Buffer.from(xml)
  for (let at = 0; at < wire.length; at += pieceLength) taker.push(wire.subarray(at, at + pieceLength))
  const rest = taker.rest().toString()
  const numbers = [...rest.matchAll(/<ResourceProperties>(\d+)</g)].map(([, number = '']) => number)
  return { rest, texts: numbers.map((number) => taker.textOf(number)) }
}

test('properties are taken out and can be had as texts, in whichever pieces the answer comes', () => {
  const xml = answer('{&quot;A&quot;:1}', '', 'a\r\nb&#xD;&#10;&amp;lt;', '中😀')
  for (const pieceLength of [1, 2, 3, 7, 20, 21, 64, 1000]) {
    const { rest, texts } = taken(xml, pieceLength)
    expect(rest).toBe(answer('0', '1', '2', '3'))
    expect(texts).toEqual(['{"A":1}', '', 'a\nb\r\n&lt;', '中😀'])
  }
})

test('long ones are cut and say so', () => {
  const { rest, texts } = taken(answer('a', 'x'.repeat(1_000_000), 'b', 'y'.repeat(32_001)))
  expect(rest).toBe(answer('0', '1', '2', '3'))
  expect(texts).toEqual([
    'a',
    `${'x'.repeat(32_000)}… (968,000 more bytes are left out)`,
    'b',
    `${'y'.repeat(32_000)}… (1 more bytes are left out)`,
  ])
})

test('no character and no entity is cut in half', () => {
  for (const [piece, character] of [
    ['&quot;', '"'],
    ['é', 'é'],
    ['中', '中'],
    ['😀', '😀'],
  ] as const)
    for (let shift = 0; shift < 6; shift++) {
      const [text = ''] = taken(answer(' '.repeat(shift) + piece.repeat(32_000))).texts
      expect(text?.slice(0, text.indexOf('…')).trimStart().replaceAll(character, '')).toBe('')
    }
})

test('an answer without its end is left for the SDK to refuse', () => {
  expect(taken('<a><ResourceProperties>{').rest).not.toContain('</')
})
