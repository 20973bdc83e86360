/** What the gateway answers instead of passing a request on. `message` is for people; it never repeats a secret. */
export type Refusal = { status: number; message: string; headers?: Record<string, string> }

/** Longer addresses than any the app makes: CloudWatch's tokens stay well below a thousand characters. */
const longestUrl = 8192

type Asked = { method: string; url: string; headers: Record<string, string | string[] | undefined> }

/**
 * Refuses what no page and no route handler should have to think about.
 * @param postPaths where POST is welcome (with a small form body).
 * @returns undefined when the request is well-formed.
 */
export function checkRequest(
  { method, url, headers }: Asked,
  postPaths: ReadonlySet<string>,
): Refusal | undefined {
  if (url.length > longestUrl) {
    return bad(`the address is longer than ${longestUrl} characters`)
  }
  const [path = '', query = ''] = split(url)
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) {
    return bad('the address must be a path on this server')
  }
  const decodedPath = decode(path)
  if (decodedPath === undefined) return bad('the address has a malformed percent-encoding')
  if (hasControlCharacter(decodedPath)) return bad('the address has a control character')
  if (decodedPath.split('/').some((segment) => segment === '.' || segment === '..')) {
    return bad('the address has a "." or ".." segment')
  }
  const decodedQuery = decode(query)
  if (decodedQuery === undefined) return bad('the query has a malformed percent-encoding')
  if (decodedQuery.includes('\0')) return bad('the query has a NUL character')

  const post = postPaths.has(path)
  if (!(method === 'GET' || method === 'HEAD' || (post && method === 'POST'))) {
    return {
      status: 405,
      message: 'The method is not allowed for the requested URL.',
      headers: { allow: post ? 'GET, HEAD, POST' : 'GET, HEAD' },
    }
  }
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (hasBody && method !== 'POST') return { status: 413, message: 'A request body is not accepted.' }
  return undefined
}

export function split(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

function bad(what: string): Refusal {
  return { status: 400, message: `Bad Request: ${what}` }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function hasControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  return /[\u0000-\u001f\u007f]/.test(text)
}
