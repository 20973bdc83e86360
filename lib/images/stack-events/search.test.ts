import { expect, test } from 'vitest'
import { created, resource } from './builders'
import { searchEvents } from './search'

const events = [
  ...created('InstanceRole', 1, 5),
  resource('ImageRecipe', 'CREATE_FAILED', 9, 'already exists'),
]

test('every word must be found, in any column and any case', () => {
  expect(searchEvents(events, 'recipe EXISTS').map((event) => event.logicalResourceId)).toEqual([
    'ImageRecipe',
  ])
  expect(searchEvents(events, 'recipe complete')).toEqual([])
})

test('nothing asked for is everything', () => {
  expect(searchEvents(events, '  ')).toEqual(events)
})
