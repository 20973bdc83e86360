import { expect, test } from 'vitest'
import type { StackEvent } from '../schemas'
import { html } from './html'
import type { PageBuild } from './page-build'
import { savedPage } from './saved-page'

const hostile = `</title><script>alert(1)</script><img src=x onerror="alert(2)">'"&`

const event = (resourceStatus: string, second: number, logicalResourceId: string): StackEvent => ({
  stackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${hostile}/1`,
  eventId: `${logicalResourceId}${second}`,
  stackName: hostile,
  logicalResourceId,
  physicalResourceId: hostile,
  resourceType: hostile,
  timestamp: `2026-11-26T10:00:${String(second).padStart(2, '0')}.000Z`,
  resourceStatus,
  resourceStatusReason: `${hostile} arn:aws:iam::123456789012:role/x`,
})

/** A build each of whose texts is hostile. */
const build: PageBuild = {
  image: {
    imageId: hostile,
    imageBuildStatus: 'BUILD_FAILED',
    region: hostile,
    version: hostile,
    imageConfiguration: { url: 'https://example.com/?X-Amz-Signature=secret' },
    buildStartTime: '2026-11-26T10:00:00.000Z',
    completionTime: '2026-11-26T11:00:00.000Z',
    cloudformationStackStatus: hostile,
  },
  logStreamName: hostile,
  explanation: {
    imageId: hostile,
    outcome: 'failed',
    cause: {
      source: 'log',
      ruleId: 'x',
      sentence: hostile,
      advice: hostile,
      url: `javascript:alert(1)`,
      certainty: 'likely',
      sure: false,
      lines: [{ text: hostile }],
      nearby: [],
      step: hostile,
      stackReason: hostile,
      changes: [{ language: 'yaml', text: hostile }],
    },
  },
  outline: {
    outcome: 'failed',
    runs: [
      {
        documents: [
          {
            name: hostile,
            phases: [
              {
                name: hostile,
                steps: [{ name: hostile, state: 'failed', exitCode: 1, start: 1, end: 2, lines: 3 }],
              },
            ],
          },
        ],
      },
    ],
  } as unknown as PageBuild['outline'],
  excerpts: [
    {
      events: [
        { timestamp: '2026-11-26T10:00:01.000Z', message: hostile },
        {
          timestamp: '2026-11-26T10:00:02.000Z',
          message: Array.from({ length: 40 }, (_, n) => `line ${n} ${hostile}`).join('\n'),
          mark: { lines: [20], note: hostile },
        },
      ],
    },
  ],
  stackEvents: [event('CREATE_FAILED', 9, hostile), event('CREATE_IN_PROGRESS', 1, hostile)],
  unread: [hostile],
  savedAt: new Date('2026-11-26T12:00:00.000Z'),
}

test('nothing that a build’s texts hold becomes an element, an attribute or a link', () => {
  const page = savedPage(build, false)
  const document = new DOMParserOfTags(page)
  expect(document.tags).not.toContain('script')
  expect(document.tags).not.toContain('img')
  expect(page).not.toMatch(/<[^>]*\son\w+=/i)
  expect(page).not.toContain('javascript:alert')
  expect(document.attributes.filter((name) => !known.has(name))).toEqual([])
})

test('a page holds no address that signs its reader in, and tells its browser to fetch and run nothing', () => {
  const page = savedPage(build, false)
  expect(page).not.toContain('X-Amz-Signature')
  expect(page).toContain(`default-src 'none'`)
  expect(page).not.toMatch(/url\(|@import/i)
})

test('account ids are masked wherever they stand, when that is asked for', () => {
  expect(savedPage(build, false)).toContain('123456789012')
  expect(savedPage(build, true)).not.toContain('123456789012')
})

test('of a long event the marked line stands among its neighbours, and what is left out is counted', () => {
  const text = savedPage(build, false)
  expect(text).toContain('line 12 ')
  expect(text).toContain('line 28 ')
  expect(text).not.toContain('line 11 ')
  expect(text).not.toContain('line 29 ')
  expect(text).toContain('… 12 more lines')
  expect(text).toContain('… 11 more lines')
})

test('html escapes text for elements and for quoted attributes alike', () => {
  expect(html`<a title="${`"'<>&`}">${html`<b>${'<'}</b>`}${false}${undefined}</a>`.source).toBe(
    '<a title="&#34;&#39;&#60;&#62;&#38;"><b>&#60;</b></a>',
  )
})

const known = new Set(
  (
    'lang charset http-equiv content name class href rel colspan scope viewBox role aria-label ' +
    'x1 y1 x2 y2 x y width height rx'
  ).split(' '),
)

/** Every tag and attribute that a browser would see in a page whose attributes are all in double quotes. */
class DOMParserOfTags {
  readonly tags: string[] = []
  readonly attributes: string[] = []
  constructor(page: string) {
    for (const [, tag = '', rest = ''] of page.matchAll(/<([a-z][a-z0-9]*)((?:\s[a-zA-Z0-9-]+="[^"]*")*)/g)) {
      this.tags.push(tag)
      for (const [, name = ''] of rest.matchAll(/\s([a-zA-Z0-9-]+)="/g)) this.attributes.push(name)
    }
  }
}
