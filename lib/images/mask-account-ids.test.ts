import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskAccountIds } from './mask-account-ids'

it.each([
  ['arn:aws:iam::123456789012:role/reader', 'arn:aws:iam::XXXXXXXXXXXX:role/reader'],
  ['arn:aws:sts::123456789012:assumed-role/a/b', 'arn:aws:sts::XXXXXXXXXXXX:assumed-role/a/b'],
  [
    'stack=arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack',
    'stack=arn%3Aaws%3Acloudformation%3Aus-east-1%3AXXXXXXXXXXXX%3Astack',
  ],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/x', 'XXXXXXXXXXXX.dkr.ecr.us-east-1.amazonaws.com/x'],
  ['{"accountId": "123456789012"}', '{"accountId": "XXXXXXXXXXXX"}'],
  ['in account 123456789012.', 'in account XXXXXXXXXXXX.'],
  ['{\\"Account\\": \\"123456789012\\"}', '{\\"Account\\": \\"XXXXXXXXXXXX\\"}'],
  [
    '{\\\\\\"aws_account_id\\\\\\":\\\\\\"123456789012\\\\\\"}',
    '{\\\\\\"aws_account_id\\\\\\":\\\\\\"XXXXXXXXXXXX\\\\\\"}',
  ],
  ['"OwnerId":"123456789012"', '"OwnerId":"XXXXXXXXXXXX"'],
  ['AWS account number: 123456789012', 'AWS account number: XXXXXXXXXXXX'],
  ['%22AccountId%22%3A%22123456789012%22', '%22AccountId%22%3A%22XXXXXXXXXXXX%22'],
  [
    'arn%253Aaws%253Aiam%253A%253A123456789012%253Arole',
    'arn%253Aaws%253Aiam%253A%253AXXXXXXXXXXXX%253Arole',
  ],
  ['https://123456789012.signin.aws.amazon.com/', 'https://XXXXXXXXXXXX.signin.aws.amazon.com/'],
])('%s becomes %s', (text, masked) => {
  expect(maskAccountIds(text)).toBe(masked)
})

it.each([
  '/images/hpc-202104051551',
  '"timestamp":1648585764875',
  '12:15:00.123456789012',
  'ami-123456789012',
  'account 1234567890123',
])('leaves %s alone', (text) => {
  expect(maskAccountIds(text)).toBe(text)
})

it('changes no length, and nothing a second time', () => {
  const piece = fc.constantFrom(
    'arn:aws:iam::',
    '123456789012',
    ':role/x',
    'account ',
    '%3A',
    '.dkr.ecr.',
    '\n',
    'é',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      const masked = maskAccountIds(text)
      expect(masked).toHaveLength(text.length)
      expect(maskAccountIds(masked)).toBe(masked)
    }),
  )
})
