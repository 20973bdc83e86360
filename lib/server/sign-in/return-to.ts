/**
 * Where to go after signing in. It comes from the address bar, so only a path on this server is taken; anything
 * else (another origin, a scheme, `//host`, a backslash) leads to the front page.
 */
export function safeReturnTo(given: string | null | undefined, basePath: string): string {
  const home = `${basePath}/`
  if (!given?.startsWith('/') || given.length > 8192) return home
  const nowhere = 'http://path.invalid'
  try {
    const url = new URL(given, nowhere)
    if (url.origin !== nowhere || url.pathname.startsWith('//')) return home
    if (!`${url.pathname}/`.startsWith(home) || url.pathname.startsWith(`${basePath}/sign-`)) return home
    return url.pathname + url.search + url.hash
  } catch {
    return home
  }
}
