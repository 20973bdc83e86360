import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { User } from '../request-context'
import { createAccess, readRules } from './access-file'

const scopes = { accounts: ['build', 'test'], regions: ['eu-west-1', 'us-east-1'] }
const person = (...groups: string[]): User => ({ id: 'ann', name: 'Ann', how: 'session', groups })
const bot: User = { id: 'token:bot', name: 'bot', how: 'token' }
const good = `
rules:
  - groups: [admins]
  - groups: [weather, "42"]
    tokens: [bot]
    accounts: [build]
    regions: [eu-west-1]
    imageIdPrefixes: [weather-]
`

describe('createAccess', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  function access(text: string) {
    const file = join(mkdtempSync(join(tmpdir(), 'access-')), 'access.yaml')
    const write = (next: string) => {
      writeFileSync(file, next)
      vi.advanceTimersByTime(2000)
    }
    write(text)
    const complaints: string[] = []
    const { rightsOf, groups } = createAccess(file, scopes, (message) => complaints.push(message))
    return { rightsOf, groups, write, complaints }
  }

  it('gives people the rules of their groups, tokens those that name them, and others nothing', () => {
    const { rightsOf, groups } = access(good)
    const weather = { accounts: ['build'], regions: ['eu-west-1'], imageIdPrefixes: ['weather-'] }
    expect(rightsOf(person('admins'))).toEqual([{}])
    expect(rightsOf(person('weather', 'other'))).toEqual([weather])
    expect(rightsOf(person('42', 'admins'))).toEqual([{}, weather])
    expect(rightsOf(bot)).toEqual([weather])
    expect(rightsOf(person('other'))).toEqual([])
    expect(rightsOf({ ...person(), id: 'token:bot' })).toEqual([])
    expect([...groups()]).toEqual(['admins', 'weather', '42'])
  })

  it('takes JSON, and a rule for everyone', () => {
    const { rightsOf } = access('{"rules": [{"everyone": true, "imageIdPrefixes": ["shared-"]}]}')
    expect(rightsOf(person())).toEqual([{ imageIdPrefixes: ['shared-'] }])
  })

  it('follows its file, and lets nobody read by one that is wrong', () => {
    const { rightsOf, write, complaints } = access(good)
    write('rules: [{groups: [others]}]')
    expect(rightsOf(person('admins'))).toEqual([])
    expect(rightsOf(person('others'))).toEqual([{}])
    write('rules: [{groups: [others], regoins: [a]}]')
    expect(rightsOf(person('others'))).toEqual([])
    expect(complaints).toEqual([expect.stringContaining('rule 1 has an unknown key: regoins')])
    write(good)
    expect(rightsOf(person('admins'))).toEqual([{}])
  })
})

describe('readRules says what is wrong in words', () => {
  it.each([
    ['', 'ACCESS_FILE: the file must be a mapping with keys'],
    ['rules: []', 'ACCESS_FILE: rules holds no rule'],
    ['rules: 3', 'ACCESS_FILE: rules must be a list of rules'],
    ['rules: [{}]', 'ACCESS_FILE: rule 1 names nobody: it needs groups, tokens or everyone: true'],
    ['rules: [{groups: admins}]', 'ACCESS_FILE: rule 1, groups, must be a list'],
    [
      'rules: [{groups: [42]}]',
      'ACCESS_FILE: rule 1, groups, holds something else than text; put numbers in quotes',
    ],
    ['rules: [{everyone: false}]', 'ACCESS_FILE: rule 1, everyone, can only be true'],
    [
      'rules: [{everyone: true}, {groups: [a], acounts: [b]}]',
      'ACCESS_FILE: rule 2 has an unknown key: acounts',
    ],
    [
      'rules: [{groups: [a], accounts: [biuld]}]',
      'rule 1 names the account ‘biuld’, which is not in ACCOUNTS',
    ],
    [
      'rules: [{groups: [a], regions: [eu-west-9]}]',
      'rule 1 names the region ‘eu-west-9’, which this server does not offer',
    ],
    ['rules:\n  - groups: [a\n', 'ACCESS_FILE is not YAML: '],
  ])('%j', (text, words) => {
    expect(() => readRules(text, scopes)).toThrow(words)
  })
})
