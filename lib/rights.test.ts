import { describe, expect, it } from 'vitest'
import { mayReadAccount, mayReadImage, mayReadScope, type Rights } from './rights'

const here = { account: 'build', region: 'eu-west-1' }

describe('rights', () => {
  it('are without bounds where nothing restricts anybody, and nothing where no rule is for somebody', () => {
    const questions = (rights: Rights | undefined) => [
      mayReadAccount(rights, 'build'),
      mayReadScope(rights, here),
      mayReadImage(rights, here, 'my-image'),
    ]
    expect(questions(undefined)).toEqual([true, true, true])
    expect(questions([{}])).toEqual([true, true, true])
    expect(questions([])).toEqual([false, false, false])
  })

  it('are what one rule allows as a whole, not a part of one and a part of another', () => {
    const rights: Rights = [
      { accounts: ['build'], regions: ['eu-west-1'], imageIdPrefixes: ['weather-'] },
      { accounts: ['test'] },
    ]
    expect(mayReadImage(rights, here, 'weather-1')).toBe(true)
    expect(mayReadImage(rights, here, 'other-1')).toBe(false)
    expect(mayReadImage(rights, { ...here, region: 'us-east-1' }, 'weather-1')).toBe(false)
    expect(mayReadScope(rights, { ...here, region: 'us-east-1' })).toBe(false)
    expect(mayReadImage(rights, { account: 'test', region: 'us-east-1' }, 'other-1')).toBe(true)
    expect([mayReadAccount(rights, 'test'), mayReadAccount(rights, 'other')]).toEqual([true, false])
  })
})
