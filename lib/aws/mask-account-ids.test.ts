import { expect, it } from 'vitest'
import { maskAccountIds } from './mask-account-ids'

it('covers account numbers in ARNs and leaves every other number alone', () => {
  const said = (account: string) =>
    `{"message":"User: arn:aws:iam::${account}:role/reader at 123456789012 of arn:aws-cn:logs:cn-north-1:${account}:log-group:x"}`
  expect(maskAccountIds(said('123456789012'))).toBe(said('************'))
  expect(maskAccountIds('arn:aws:s3:::bucket/123456789012')).toBe('arn:aws:s3:::bucket/123456789012')
})
