import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { parseCookie } from 'cookie'
import { LRUCache } from 'lru-cache'
import { acceptsGzip } from '../accepts-gzip'
import { currentRequest, requestStorage, type User } from '../request-context'
import { split } from './check-request'
import { type Rendered, renderApart } from './render-apart'
import { contentSecurityPolicy } from './security-headers'

const pack = promisify(gzip)

type Listener = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** Stand-ins that no page holds by chance, of letters no encoding changes. */
const mark = randomBytes(9).toString('hex')
const standIns = { nonce: `nonce${mark}`, imageId: `image${mark}`, name: `name${mark}` }

type Slot = 'nonce' | 'imageId' | 'nameInHtml' | 'nameInScript'
type Shell = { headers: Record<string, string>; parts: string[]; slots: Slot[] }

/** All that tells shells apart. */
type Asked = {
  url: string
  headers: Record<string, string>
  user: Pick<User, 'how' | 'signOut'> | undefined
}

/** What a page's first frame may come to depend on besides what is asked for is looked at again after so long. */
const trustedMs = 60_000

/**
 * Pages before Next. A page's first frame is the same for everybody but for its nonce, the image's id and the name of
 * who is signed in: it is rendered once with stand-ins, and these are filled in. Only addresses for which that is exact
 * are answered so: an image's id, of letters, digits and dashes, is written alike in text, attributes, addresses and
 * scripts. The rest of the address, the reader's preferences and the way to sign out tell one shell from another.
 * @returns `answer` answers a request for a page; or says false, and Next must
 */
export function createPageShells(next: Listener) {
  const shells = new LRUCache<string, Promise<Shell>>({ max: 300, ttl: trustedMs })

  function shellOf(asked: Asked): Promise<Shell | undefined> {
    const key = JSON.stringify(asked)
    const rendering = shells.get(key) ?? renderShell(next, asked)
    shells.set(key, rendering, { noUpdateTTL: true })
    return rendering.catch(() => undefined)
  }

  /** Renders the pages people begin with, before anybody waits: Next loads a page's code when it is first asked for. */
  async function warm(basePath: string): Promise<void> {
    const image = `/images/${standIns.imageId}`
    for (const path of ['/images', image, `${image}/logstreams/0.0.0/1`, `${image}/stackevents`]) {
      const headers = whatMatters({ 'sec-fetch-dest': 'document' })
      await shellOf({ url: basePath + path, headers, user: undefined })
    }
  }

  const answer = async (
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    nonce: string,
  ): Promise<boolean> => {
    const { user } = currentRequest() ?? {}
    const imageId = imageOf(req, path)
    if (imageId === undefined || user?.name.startsWith('$')) return false
    const shell = await shellOf({
      url: withStandIn(req.url ?? '', path, imageId),
      headers: whatMatters(req.headers),
      user: user && { how: user.how, ...(user.signOut && { signOut: user.signOut }) },
    })
    if (!shell) return false
    await send(res, fill(shell, nonce, imageId, user?.name ?? ''), shell.headers, imageId, req)
    return true
  }
  return { answer, warm }
}

/** Whose page it is, '' where no image's; undefined for what is not answered from a shell. */
function imageOf({ method, headers }: IncomingMessage, path: string): string | undefined {
  // What Next's router asks for is no page.
  if (method !== 'GET' || Object.keys(headers).some((name) => /^(rsc$|next-)/.test(name))) return undefined
  if (path === '/images') return ''
  return /^\/images\/([a-zA-Z][a-zA-Z0-9-]*)(?=\/|$)/.exec(path)?.[1]
}

function withStandIn(url: string, path: string, imageId: string): string {
  const [fullPath, query] = split(url)
  const base = fullPath.slice(0, fullPath.length - path.length)
  const standIn = imageId === '' ? path : path.replace(`/images/${imageId}`, `/images/${standIns.imageId}`)
  return base + standIn + (query && `?${query}`)
}

/** The headers that pages read: the preferences, and whether the browser opens them by their address. */
function whatMatters(headers: IncomingHttpHeaders): Record<string, string> {
  const cookies = parseCookie(headers.cookie ?? '')
  const preferences = ['theme', 'time-zone'].flatMap((name) => {
    const value = cookies[name]
    return value !== undefined && /^[a-z]{1,10}$/.test(value) ? [`${name}=${value}`] : []
  })
  return {
    host: 'localhost',
    ...(preferences.length > 0 && { cookie: preferences.join('; ') }),
    ...(headers['sec-fetch-dest'] === 'document' && { 'sec-fetch-dest': 'document' }),
  }
}

/** @throws when the page is no page: a redirect, an error, nothing there */
async function renderShell(next: Listener, { url, headers, user }: Asked): Promise<Shell> {
  const context = {
    requestId: 'shell',
    awsCalls: 0,
    ...(user && { user: { ...user, id: '', name: standIns.name } }),
  }
  // Next takes the nonce for its own scripts from the request's policy.
  const policy = { 'content-security-policy': contentSecurityPolicy(standIns.nonce) }
  const rendered = await requestStorage().run(context, () =>
    renderApart(next, url, { ...headers, ...policy }),
  )
  const isPage = rendered.status === 200 && rendered.headers['content-type']?.startsWith('text/html')
  if (!isPage) throw new Error(`A page was answered ${rendered.status}.`)
  return toShell(rendered)
}

function toShell({ headers, body }: Rendered): Shell {
  const parts: string[] = []
  const slots: Slot[] = []
  let begin = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, begin)) {
    const before = body.slice(begin, at)
    const [kind = ''] = ['nonce', 'image', 'name'].filter((word) => before.endsWith(word))
    parts.push(before.slice(0, before.length - kind.length))
    slots.push(slotOf(kind, body.lastIndexOf('<script', at) > body.lastIndexOf('</script>', at)))
    begin = at + mark.length
  }
  return { headers, parts: [...parts, body.slice(begin)], slots }
}

/** Inside a script `<` is always escaped, so that a script ends at the first end tag. */
function slotOf(kind: string, inScript: boolean): Slot {
  if (kind === 'name') return inScript ? 'nameInScript' : 'nameInHtml'
  return kind === 'image' ? 'imageId' : 'nonce'
}

function fill({ parts, slots }: Shell, nonce: string, imageId: string, name: string): string {
  const values = { nonce, imageId, nameInHtml: inHtml(name), nameInScript: inScript(name) }
  let page = parts[0] ?? ''
  for (const [index, slot] of slots.entries()) page += values[slot] + (parts[index + 1] ?? '')
  return page
}

async function send(
  res: ServerResponse,
  page: string,
  headers: Record<string, string>,
  imageId: string,
  req: IncomingMessage,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) {
    res.setHeader(name, value.replaceAll(standIns.imageId, imageId))
  }
  const packed = acceptsGzip(req.headers['accept-encoding'])
  const sent = packed ? await pack(page, { level: 1 }) : Buffer.from(page)
  if (packed) res.setHeader('content-encoding', 'gzip')
  res.setHeader('content-length', sent.length)
  res.end(sent)
}

/** As React writes text and attributes. */
function inHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#x27;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** As Next writes a string of React's payload: JSON in a JSON string in a script. */
function inScript(text: string): string {
  const once = JSON.stringify(text).slice(1, -1)
  return JSON.stringify(once)
    .slice(1, -1)
    .replace(
      /[&<>\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
