import { createHash } from 'node:crypto'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApiTokens, sentToken } from './api-tokens'

const first = 'first-token-of-a-client'
const second = 'second-token-of-a-client'
const digest = createHash('sha256').update(second).digest('hex')

describe('createApiTokens', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  const later = () => vi.advanceTimersByTime(2000)

  it('knows several tokens at once, written out or by their digest', () => {
    const find = createApiTokens(`bot: ${first}, ci: sha256:${digest}`, undefined, () => {})
    expect(find(first)).toBe('bot')
    expect(find(second)).toBe('ci')
    expect(find(digest)).toBeUndefined()
    expect(find(`${first} `)).toBeUndefined()
    expect(find('')).toBeUndefined()
    for (let guess = 0; guess < 1_000; guess++) expect(find(`${first}${guess}`)).toBeUndefined()
  })

  it('follows its file: a token is added and withdrawn without a restart', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens')
    const write = (text: string) => {
      writeFileSync(`${file}.new`, text)
      renameSync(`${file}.new`, file)
    }
    write(`# for the nightly job\nbot: ${first}\n`)
    const complaints: string[] = []
    const find = createApiTokens(undefined, file, (message) => complaints.push(message))
    expect(find(first)).toBe('bot')

    write(`bot: ${first}\nbot2: ${second}\n`)
    later()
    expect([find(first), find(second)]).toEqual(['bot', 'bot2'])

    write(`bot2: ${second}\n`)
    later()
    expect([find(first), find(second)]).toEqual([undefined, 'bot2'])
    expect(complaints).toEqual([])

    rmSync(file)
    later()
    expect(find(second)).toBeUndefined()
    later()
    expect(find(second)).toBeUndefined()
    expect(complaints).toHaveLength(1)
  })

  it('names a wrong entry at the start without repeating it', () => {
    expect(() => createApiTokens('bot: short', undefined, () => {})).toThrow(/bot is shorter than 20/)
    expect(() => createApiTokens('just-a-long-token-without-name', undefined, () => {})).toThrow(
      /entry 1 is not `name: token`$/,
    )
    expect(() => createApiTokens(undefined, '/nowhere/tokens', () => {})).toThrow(/cannot be read/)
  })
})

it('takes a token from either header, and none from an AWS signature', () => {
  const from = (headers: IncomingMessage['headers']) => sentToken({ headers } as IncomingMessage)
  expect(from({ authorization: 'Bearer abc' })).toBe('abc')
  expect(from({ authorization: 'bearer  abc' })).toBe('abc')
  expect(from({ authorization: 'AWS4-HMAC-SHA256 Credential=a/b' })).toBeUndefined()
  expect(from({ authorization: 'AWS4-HMAC-SHA256 Credential=a/b', 'x-api-key': 'abc' })).toBe('abc')
})
