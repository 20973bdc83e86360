import { describe, expect, it } from 'vitest'
import { count, duration, flag, list, size, wordList } from './grammar'

describe('the grammar of settings', () => {
  it.each([
    ['true', true],
    ['YES', true],
    ['1', true],
    ['on', true],
    ['off', false],
    ['0', false],
    ['No', false],
    ['maybe', undefined],
  ])('a flag %j', (text, value) => expect(flag().safeParse(text).data).toBe(value))

  it.each([
    ['a,b', ['a', 'b']],
    [' a , b c\n', ['a', 'b c']],
    [' , ,', undefined],
  ])('a list %j', (text, value) => expect(list().safeParse(text).data).toEqual(value))

  it('a list of words without spaces may be separated by them', () => {
    expect(wordList().parse(' a , b c\n')).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['5', 5],
    ['90s', 1.5],
    ['5m', 5],
    ['5 m', 5],
    ['2H', 120],
    ['0', undefined],
    ['1d', undefined],
    ['5 parsecs', undefined],
    ['-5', undefined],
    ['', undefined],
  ])('minutes from 1 to 600: %j', (text, value) =>
    expect(duration('m', 1, 600).safeParse(text).data).toBe(value),
  )

  it.each([
    ['128', 128],
    ['2GB', 2048],
    ['0.5 gb', 512],
    ['0', 0],
    ['1TB', undefined],
  ])('a size %j', (text, value) => expect(size(0, 10_000).safeParse(text).data).toBe(value))

  it('says in words what it wants', () => {
    expect(count(1, 3).safeParse('4').error?.issues[0]?.message).toBe('must be a whole number from 1 to 3')
    expect(duration('h', 1, 720).safeParse('x').error?.issues[0]?.message).toBe(
      'must be from 1 to 720 hours, or a length of time such as 90s, 5m, 8h or 14d',
    )
  })
})
