import { expect, test } from 'vitest'
import { parse } from '../build-log/fixture'
import type { ImageExplanation } from '../build-log/operations'
import type { PageBuild } from '../saved-page/page-build'
import { bugReport } from './bug-report'
import { newIssueHref } from './new-issue-href'

const timestamp = '2026-11-26T19:54:49.614Z'
const line = (n: number, marked = false) => ({
  timestamp,
  message: `Stdout: line ${n}`,
  ...(marked && { mark: { lines: [0], note: '' } }),
})

const explanation = {
  imageId: 'an-image',
  outcome: 'failed',
  cause: {
    sentence: 'The disk is full.',
    sure: true,
    certainty: 'sure',
    step: 'Install',
    lines: [{ text: 'No space left on device', at: { timestamp: 1, ordinal: 0 } }],
    nearby: [],
    stackReason: 'arn:aws:imagebuilder:us-east-1:123456789012:image/x failed',
  },
} as unknown as ImageExplanation

const build: PageBuild = {
  image: {
    imageId: 'an-image',
    imageBuildStatus: 'BUILD_FAILED',
    region: 'us-east-1',
    version: '3.14.0',
    imageConfiguration: { url: 'https://signed.example/' },
  },
  logStreamName: '3.14.0/1',
  explanation,
  outline: parse([]),
  excerpts: [{ events: Array.from({ length: 61 }, (_, n) => line(n, n === 30)) }],
  unread: [],
  savedAt: new Date('2026-11-27T01:02:03.000Z'),
}

test('a report has the cause, ten lines on either side of it, and where it ran', () => {
  const { title, body } = bugReport(build, { link: 'https://builds.example.com/images/an-image', mask: true })
  expect(title).toBe('Image build failed in Install: The disk is full')
  expect(body).toContain('No space left on device')
  expect(body).toContain('line 20\n')
  expect(body).toContain('line 40\n')
  expect(body).not.toContain('line 19\n')
  expect(body).not.toContain('line 41')
  expect(body).toContain('- ParallelCluster: `3.14.0`')
  expect(body).toContain('Whole log: https://builds.example.com/images/an-image')
  expect(body).not.toContain('signed.example')
  expect(body).not.toContain('123456789012')
})

test('without a cause it says how the build stands', () => {
  const { title, body } = bugReport({ ...build, explanation: undefined, excerpts: [] }, { mask: true })
  expect(title).toBe('Image build failed')
  expect(body).toMatch(/^Failed\n/)
  expect(body).not.toContain('Whole log')
})

test('what is in the report is in the form, and what does not fit is cut at a line and said to be', () => {
  const report = { title: 'T', body: '```\nshort & sweet\n```\n' }
  const { href, isCut } = newIssueHref('https://github.com/acme/images/', report)
  expect(isCut).toBe(false)
  const url = new URL(href)
  expect(`${url.origin}${url.pathname}`).toBe('https://github.com/acme/images/issues/new')
  expect(Object.fromEntries(url.searchParams)).toEqual({ title: 'T', body: report.body })

  const long = { title: 'T', body: `Why\n\n\`\`\`\n${'one line of the log: ä\n'.repeat(2_000)}\`\`\`\n` }
  const cut = newIssueHref('https://github.com/acme/images', long)
  expect(cut.isCut).toBe(true)
  expect(cut.href.length).toBeLessThanOrEqual(7_500)
  const body = new URL(cut.href).searchParams.get('body') ?? ''
  expect(body).toMatch(
    /one line of the log: ä\n```\n\n\(The rest of the report did not fit here: paste it\.\)\n$/,
  )
})
