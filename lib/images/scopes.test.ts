import { expect, test } from 'vitest'
import { otherScopes, scopeName } from './scopes'

const scopes = {
  regions: ['us-east-1', 'eu-west-1'],
  defaultRegion: 'eu-west-1',
  accounts: ['build', 'prod'],
}

test('an image is looked for everywhere but here, the same region of other accounts first', () => {
  expect(otherScopes(scopes, {})).toEqual([
    { region: 'eu-west-1', account: 'prod' },
    { region: 'us-east-1' },
    { region: 'us-east-1', account: 'prod' },
  ])
})

test('a place is named by its region, and by its account where there are several', () => {
  expect(scopeName(scopes, {})).toBe('build, eu-west-1')
  expect(scopeName({ ...scopes, accounts: ['default'] }, { region: 'us-east-1' })).toBe('us-east-1')
})
