import { expect, test } from 'vitest'
import { readProperties } from './properties'

test('an object is an object, anything else stays the text it is', () => {
  expect(readProperties('{"Tags":{"a":"1"}}')).toEqual({ value: { Tags: { a: '1' } } })
  for (const text of ['', '{"cut off', '"a string"', 'null', '12']) {
    expect(readProperties(text)).toEqual({ text })
  }
})
