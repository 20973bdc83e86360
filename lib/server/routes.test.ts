import { expect, it } from 'vitest'
import { findRoute, readParams, toRoutes } from './routes'

const routes = toRoutes([
  '/_not-found',
  '/images/[imageId]',
  '/',
  '/v3/images/custom/[imageId]/logstreams/[...logStreamName]',
  '/v3/images/custom/[imageId]/logstreams',
  '/v3/images/custom/[imageId]',
  '/v3/images/custom/failures',
  '/v3/openapi.json',
  '/v3/[[...path]]',
])

it.each([
  ['/', '/'],
  ['/images/my-image', '/images/[imageId]'],
  ['/v3/images/custom/my-image', '/v3/images/custom/[imageId]'],
  ['/v3/images/custom/my-image/logstreams', '/v3/images/custom/[imageId]/logstreams'],
  ['/v3/images/custom/i/logstreams/3.2.1/1', '/v3/images/custom/[imageId]/logstreams/[...logStreamName]'],
  ['/v3/images/custom/failures', '/v3/images/custom/failures'],
  // An image may bear that name.
  ['/v3/images/custom/%66ailures', '/v3/images/custom/[imageId]'],
  ['/v3/images/custom/failures/logstreams', '/v3/images/custom/[imageId]/logstreams'],
  ['/v3', '/v3/[[...path]]'],
  ['/v3/nothing/here', '/v3/[[...path]]'],
  ['/v3/images/custom/i/logstreams/3.2.1%2F1', '/v3/images/custom/[imageId]/logstreams/[...logStreamName]'],
])('%s belongs to %s', (path, pattern) => {
  expect(findRoute(routes, path)).toBe(pattern)
})

it.each(['/v3/images/custom/i/', '/v3/', '/_not-found', '/imagesx'])('%s belongs to no route', (path) => {
  expect(findRoute(routes, path)).toBeUndefined()
})

it.each([
  ['/v3', {}],
  ['/v3/nothing/here', { path: ['nothing', 'here'] }],
  ['/v3/images/custom/i/logstreams/3.2.1%2F1', { imageId: 'i', logStreamName: ['3.2.1/1'] }],
])('%s has its parameters', (path, params) => {
  expect(readParams(routes, path)?.params).toEqual(params)
})
