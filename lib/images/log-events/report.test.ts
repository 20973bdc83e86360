import { expect, test } from 'vitest'
import { bookmarkReport } from './report'

const timestamp = Date.parse('2026-11-21T10:00:00.123Z')

test('a report has one link per line, the note and the quoted line', () => {
  const report = bookmarkReport('pcluster-image 3.14.0/1', 'https://logs.example/all', [
    {
      bookmark: { anchor: { timestamp, ordinal: 0 }, line: 1, note: 'the *first* error' },
      address: 'https://logs.example/1',
      isGone: false,
      message: 'out\nNo space left on device',
    },
    {
      bookmark: { anchor: { timestamp: timestamp + 61_000, ordinal: 0 }, line: 0, note: '' },
      address: 'https://logs.example/2',
      isGone: false,
      message: 'a ``` fence in account 123456789012',
    },
    {
      bookmark: { anchor: { timestamp: timestamp + 62_000, ordinal: 3 }, line: 0, note: '' },
      address: 'https://logs.example/3',
      isGone: true,
      message: undefined,
    },
  ])
  expect(report).toBe(`**pcluster-image 3.14.0/1**, [3 lines in the log](https://logs.example/all)

1. [2026-11-21 10:00:00.123 UTC](https://logs.example/1) the \\*first\\* error

   \`\`\`
   No space left on device
   \`\`\`

2. [2026-11-21 10:01:01.123 UTC](https://logs.example/2)

   \`\`\`\`
   a \`\`\` fence in account XXXXXXXXXXXX
   \`\`\`\`

3. [2026-11-21 10:01:02.123 UTC](https://logs.example/3)

   (not in the log any more)
`)
})

test('a line that fills a screen is quoted in part', () => {
  const line = {
    bookmark: { anchor: { timestamp, ordinal: 0 }, line: 0, note: '' },
    address: 'a',
    isGone: false,
    message: 'x'.repeat(5_000),
  }
  expect(bookmarkReport('t', 'a', [line])).toContain(`${'x'.repeat(1_000)}…`)
  expect(bookmarkReport('t', 'a', [line])).not.toContain('x'.repeat(1_001))
})
