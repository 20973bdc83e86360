import { type Notice, placeOf, titleOf } from './notice'

export type ReceiverKind = 'json' | 'slack' | 'teams'

/** Somebody to be told, as an address of NOTIFY_URL names them. The address is a secret: it lets anyone write there. */
export type Receiver = {
  kind: ReceiverKind
  url: string
  /** For people and the log, with nothing secret: `Slack at hooks.slack.com`. */
  name: string
}

const names: Record<ReceiverKind, string> = { json: 'JSON', slack: 'Slack', teams: 'Teams' }

/** Where Slack's and Microsoft's own incoming webhooks live; other hosts are named by a scheme. */
const hosts: readonly [RegExp, ReceiverKind][] = [
  [/^hooks\.slack(-gov)?\.com$/, 'slack'],
  [/\.webhook\.office\.com$/, 'teams'],
  [/\.logic\.azure\.(com|us|cn)$/, 'teams'],
  [/\.powerplatform\.(com|us)$/, 'teams'],
]

/**
 * An http(s) address, whose host tells the kind, or one that says it: `slack+https://chat.example.com/hooks/…`.
 * @returns undefined for anything else
 */
export function readReceiver(text: string): Receiver | undefined {
  const [, said, address = ''] = /^(?:(json|slack|teams)\+)?(https?:\/\/\S+)$/.exec(text) ?? []
  if (!URL.canParse(address)) return undefined
  const { hostname } = new URL(address)
  const kind =
    (said as ReceiverKind | undefined) ?? hosts.find(([host]) => host.test(hostname))?.[1] ?? 'json'
  return { kind, url: address, name: `${names[kind]} at ${hostname}` }
}

/** The body to post, as JSON. */
export function bodyFor({ kind }: Receiver, notice: Notice, severalAccounts: boolean): object {
  const title = titleOf(notice)
  const place = placeOf(notice, severalAccounts)
  switch (kind) {
    case 'json':
      return { ...notice, title }
    case 'slack':
      return slackMessage(notice, title, place)
    case 'teams':
      return teamsMessage(notice, title, place)
  }
}

/** Slack reads three characters of its own; code keeps the rest of what a log says from being read as markup. */
const escapeSlack = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function slackMessage({ cause, url }: Notice, title: string, place: string) {
  const [sentence, line] = cause.map(escapeSlack)
  const text = [
    `*<${url}|${escapeSlack(title)}>*`,
    ...(sentence === undefined ? [] : [sentence]),
    ...(line === undefined ? [] : [`\`${line.replaceAll('`', 'ˋ')}\``]),
    escapeSlack(place),
  ].join('\n')
  return {
    text: escapeSlack(title),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
  }
}

/** An adaptive card, which Teams' workflows and its older connectors both take. */
function teamsMessage({ cause, url }: Notice, title: string, place: string) {
  const [sentence, line] = cause
  const text = (words: string, more: object = {}) => ({
    type: 'TextBlock',
    text: escapeMarkdown(words),
    wrap: true,
    ...more,
  })
  const body = [
    text(title, { weight: 'Bolder', size: 'Medium' }),
    ...(sentence === undefined ? [] : [text(sentence)]),
    ...(line === undefined ? [] : [text(line, { fontType: 'Monospace', isSubtle: true })]),
    text(place, { isSubtle: true, size: 'Small' }),
  ]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
    actions: [{ type: 'Action.OpenUrl', title: 'Open the build', url }],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}

/** A card's text is Markdown: a log's words must not become links or emphasis. */
const escapeMarkdown = (text: string) => text.replace(/[\\`*_[\]<>]/g, (character) => `\\${character}`)
