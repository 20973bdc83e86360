import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request'

const ask = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  checkRequest({ method, url, headers }, new Set(['/sign-out']))

describe('checkRequest', () => {
  it.each([
    ['a malformed percent-encoding', '/v3/images/custom/%zz'],
    ['bytes that are no UTF-8', '/images/%ff'],
    ['a NUL', '/images/a%00'],
    ['a line break in the path', '/v3/images/custom/img%0A'],
    ['a NUL in the query', '/images?q=%00'],
    ['a malformed query', '/v3/images/custom?nextToken=%'],
    ['another host', '//example.com/images'],
    ['a backslash', '/\\example.com'],
    ['an absolute address', 'http://example.com/'],
    ['an asterisk', '*'],
    ['a climb', '/v3/../healthz'],
    ['an encoded climb', '/v3/%2e%2E/healthz'],
    ['a very long address', `/images?q=${'a'.repeat(9000)}`],
  ])('refuses %s with 400', (_what, url) => {
    expect(ask(url)).toMatchObject({ status: 400 })
  })

  it('lets stream names through, slash encoded or not', () => {
    expect(ask('/v3/images/custom/img/logstreams/3.2.1%2F1?startFromHead=true')).toBeUndefined()
    expect(ask('/v3/images/custom/img/logstreams/3.2.1/1?nextToken=f%2F3184%2Fs')).toBeUndefined()
    expect(
      ask('/images/img/logstreams/a%20b%3A%F0%9F%98%80?q=100%25%09x&startTime=2021-06-02T15:55:10+02:00'),
    ).toBeUndefined()
  })

  it('knows GET and HEAD, and POST where a form of ours leads', () => {
    expect(ask('/images', 'HEAD')).toBeUndefined()
    expect(ask('/sign-out', 'POST')).toBeUndefined()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'BREW']) {
      expect(ask('/v3/images/custom', method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    }
  })

  it('takes no body with a GET', () => {
    expect(ask('/images', 'GET', { 'content-length': '3' })).toMatchObject({ status: 413 })
    expect(ask('/images', 'GET', { 'transfer-encoding': 'chunked' })).toMatchObject({ status: 413 })
    expect(ask('/images', 'GET', { 'content-length': '0' })).toBeUndefined()
  })

  it('lets any path through that is properly encoded, and refuses the rest by a declared status', {
    timeout: 30_000,
  }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect([undefined, 400]).toContain(ask(`/${text}`)?.status)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(ask(`/images/image/logstreams/x${encodeURIComponent(name)}`)).toBeUndefined()
      }),
    )
  })
})
