import { expect, it } from 'vitest'
import { inAllowedGroup, readGroups, readName } from './groups'

it('finds the groups wherever providers put them', () => {
  expect(readGroups({ groups: ['a', 7, 'b'] }, 'groups')).toEqual(['a', 'b'])
  expect(readGroups({ groups: 'a' }, 'groups')).toEqual(['a'])
  expect(readGroups({ 'https://example.com/groups': ['a'] }, 'https://example.com/groups')).toEqual(['a'])
  expect(readGroups({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a'])
  expect(readGroups({}, 'groups')).toBeUndefined()
})

it('lets nobody in by a group claim that is missing', () => {
  expect(inAllowedGroup(undefined, ['a'])).toBe(false)
  expect(inAllowedGroup([], ['a'])).toBe(false)
  expect(inAllowedGroup(['A'], ['a'])).toBe(false)
  expect(inAllowedGroup(['b', 'a'], ['a'])).toBe(true)
  expect(inAllowedGroup(undefined, undefined)).toBe(true)
})

it('calls a person by what people know', () => {
  expect(readName({ sub: '1', email: 'ann@example.com' })).toBe('ann@example.com')
  expect(readName({ sub: '1', email: '' })).toBe('1')
})
