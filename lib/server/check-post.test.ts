import { expect, it } from 'vitest'
import { checkPost } from './check-post'

const own = { host: 'builds.example.com', 'x-requested-with': 'fetch' }
const publicUrl = 'https://builds.example.com'

it.each([
  ['the page itself', { 'sec-fetch-site': 'same-origin', origin: publicUrl }],
  [
    'the page behind a proxy that changes the host',
    { 'sec-fetch-site': 'same-origin', host: '10.0.0.7:3000' },
  ],
  ['an older browser', { origin: publicUrl }],
  ['an API client', {}],
])('answers %s', (_what, headers) => {
  expect(checkPost({ ...own, ...headers }, publicUrl)).toBeUndefined()
})

it('knows its own page by the host where it was told no public address', () => {
  expect(checkPost({ ...own, origin: 'http://builds.example.com' }, undefined)).toBeUndefined()
  expect(checkPost({ ...own, origin: 'https://evil.example' }, undefined)).toMatchObject({ status: 403 })
})

it.each([
  ['a form, which has no header of its own choosing', { 'x-requested-with': '' }],
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a page of a sister name', { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' }],
  ['an address typed or a bookmark', { 'sec-fetch-site': 'none' }],
  ['another origin in an older browser', { origin: 'https://evil.example' }],
  ['an origin that hides', { origin: 'null' }],
])('refuses %s', (_what, headers) => {
  expect(checkPost({ ...own, ...headers }, publicUrl)).toMatchObject({ status: 403 })
})

it('takes no body', () => {
  expect(checkPost({ ...own, 'content-length': '5' }, publicUrl)).toMatchObject({ status: 413 })
  expect(checkPost({ ...own, 'transfer-encoding': 'chunked' }, publicUrl)).toMatchObject({ status: 413 })
  expect(checkPost({ ...own, 'content-length': '0' }, publicUrl)).toBeUndefined()
})
