import { describe, expect, it } from 'vitest'
import { causeLines, type Notice, titleOf } from './notice'
import { bodyFor, readReceiver } from './receivers'

const notice: Notice = {
  id: 'a1',
  event: 'build.ended',
  outcome: 'failed',
  imageId: 'my-image',
  region: 'eu-west-1',
  account: 'build',
  version: '3.13.0',
  startedAt: '2026-11-21T10:00:00.000Z',
  at: '2026-11-21T10:12:03.000Z',
  cause: ['InstallCinc: no <kernel-devel> & [more](https://evil.example).', 'E: `*no*` package'],
  url: 'https://builds.example.com/images/my-image',
}

describe('readReceiver', () => {
  it.each([
    ['https://hooks.slack.com/services/T0/B0/x', 'slack', 'Slack at hooks.slack.com'],
    ['https://company.webhook.office.com/webhookb2/x', 'teams', 'Teams at company.webhook.office.com'],
    [
      'https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=y',
      'teams',
      'Teams at prod-1.westeurope.logic.azure.com',
    ],
    ['https://bots.example.com/secret', 'json', 'JSON at bots.example.com'],
    ['slack+https://chat.example.com/hooks/x', 'slack', 'Slack at chat.example.com'],
    ['json+https://hooks.slack.com/x', 'json', 'JSON at hooks.slack.com'],
    ['http://127.0.0.1:9/x', 'json', 'JSON at 127.0.0.1'],
  ])('%s', (text, kind, name) => {
    expect(readReceiver(text)).toMatchObject({ kind, name, url: text.replace(/^(json|slack)\+/, '') })
  })

  it.each(['', 'hooks.slack.com/x', 'ftp://a/b', 'mail+https://a/b', 'https://', 'https://a b'])(
    'refuses %j',
    (text) => expect(readReceiver(text)).toBeUndefined(),
  )
})

describe('bodyFor', () => {
  const receiver = (text: string) => readReceiver(text) ?? expect.fail()

  it('tells JSON all there is', () => {
    expect(bodyFor(receiver('https://a.example/x'), notice, false)).toEqual({
      ...notice,
      title: '✗ my-image failed after 12 min 3 s',
    })
  })

  it('links Slack’s title, and lets no word of the log be read as markup', () => {
    const body = JSON.stringify(bodyFor(receiver('slack+https://a.example/x'), notice, true))
    expect(body).toContain(
      '*<https://builds.example.com/images/my-image|✗ my-image failed after 12 min 3 s>*',
    )
    expect(body).toContain('no &lt;kernel-devel&gt; &amp; [more]')
    expect(body).toContain('`E: ˋ*no*ˋ package`')
    expect(body).toContain('ParallelCluster 3.13.0 in eu-west-1, account build')
  })

  it('gives Teams a card with a button, and no links of the log’s', () => {
    const body = JSON.stringify(bodyFor(receiver('teams+https://a.example/x'), notice, false))
    expect(body).toContain(
      '"type":"Action.OpenUrl","title":"Open the build","url":"https://builds.example.com/images/my-image"',
    )
    expect(body).toContain(String.raw`\\[more\\](https`)
    expect(body).not.toContain('account build')
  })
})

it('tells a cause in two short lines without control characters', () => {
  const lines = causeLines({
    ruleId: 'x',
    sentence: 'There is no package of that name.',
    sure: true,
    certainty: 'sure',
    source: 'log',
    step: 'InstallCinc',
    lines: [{ text: `E: \u001b[31m${'x'.repeat(400)}` }],
    nearby: [],
  })
  expect(lines[0]).toBe('InstallCinc: There is no package of that name.')
  expect(lines[1]).toMatch(/^E: x+…$/)
  expect(lines[1]).toHaveLength(300)
})

it('says how long a stuck build has run', () => {
  expect(titleOf({ ...notice, outcome: 'stuck' })).toBe('⚠ my-image seems stuck after 12 min 3 s')
})
