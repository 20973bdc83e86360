import { expect, test } from 'vitest'
import type { PaletteCommand, PaletteGroup } from './palette-commands'
import { rankCommands } from './rank-commands'

const command = (group: PaletteGroup, label: string, detail?: string): PaletteCommand => ({
  id: label,
  group,
  label,
  detail,
  run: () => {},
})

const listed = (commands: readonly PaletteCommand[], typed: string) =>
  rankCommands(commands, typed).map(({ group, commands: found }) => [
    group,
    ...found.map(({ label }) => label),
  ])

const some = [
  command('Actions', 'Wrap long lines'),
  command('Actions', 'Next error'),
  command('Steps', 'InstallCookbooks'),
  command('Steps', 'UpdateOS'),
  command('Images', 'wrapper-image', 'available'),
]

test('what fits best stands first, groups too', () => {
  expect(listed(some, 'wrap')).toEqual([
    ['Images', 'wrapper-image'],
    ['Actions', 'Wrap long lines'],
  ])
  expect(listed(some, 'update')).toEqual([['Steps', 'UpdateOS']])
})

test('a command is found by its detail and by the first letters of its words', () => {
  expect(listed(some, 'available')).toEqual([['Images', 'wrapper-image']])
  // The w, l and l of “wrapper-image, available” are chance.
  expect(listed(some, 'wll')).toEqual([['Actions', 'Wrap long lines']])
})

test('a time always fits, and nothing fits nonsense', () => {
  expect(listed([...some, command('Time', '13:42:00')], '13:42')).toEqual([['Time', '13:42:00']])
  expect(listed(some, 'zzz')).toEqual([])
})

test('long lists are cut short, before typing more so, and stay in their order', () => {
  const images = Array.from({ length: 30 }, (_, n) => command('Images', `image-${n}`))
  expect(listed(images, '')).toEqual([['Images', 'image-0', 'image-1', 'image-2', 'image-3']])
  expect(listed(images, 'image')[0]).toHaveLength(9)
})
