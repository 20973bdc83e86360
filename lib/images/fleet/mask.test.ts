import { expect, test } from 'vitest'
import { mask } from './mask'

test.each([
  [
    'The package kernel-devel-6.1.147-172.266.amzn2023.x86_64 is in none of the repositories.',
    'The package kernel-devel-‹version› is in none of the repositories.',
  ],
  [
    'Unable to locate package linux-headers-5.15.0-1084-aws',
    'Unable to locate package linux-headers-‹version›',
  ],
  ['python3.12 is not installed', 'python‹version› is not installed'],
  ['No module named yaml', 'No module named yaml'],
  ['/tmp/tmp.sO3/script.sh: line 27: mamba: command not found', '‹temp›: line ‹n›: mamba: command not found'],
  ['/opt/parallelcluster/scripts/fetch.sh: not found', '‹path›/fetch.sh: not found'],
  [
    'Could not download https://example.com/tools/1.2/tool.tar.gz (404)',
    'Could not download https://example.com/‹path› (404)',
  ],
  ['The stack my-image-2 exists already', 'The stack ‹image› exists already'],
  [
    'User: arn:aws:sts::123456789012:assumed-role/builder/i-0abc is not authorized',
    'User: ‹arn› is not authorized',
  ],
  ['No space left on device', 'No space left on device'],
  ['exit code 127', 'exit code 127'],
  ['port 443 of 10.0.3.7 refused the connection', 'port 443 of ‹address› refused the connection'],
])('%s', (text, masked) => {
  expect(mask(text, 'my-image-2')).toBe(masked)
})

test('a mask is not masked again', () => {
  const once = mask(
    '/a/b/c.sh: line 3: lib-1.2.3 at 2026-11-20T10:00:00Z, 30 MB, ami-0123456789abcdef0',
    'x-y',
  )
  expect(mask(once, 'x-y')).toBe(once)
})
