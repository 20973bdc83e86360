/**
 * The page at hand in another region or account: image, log stream, time and search stay, since the image may exist there
 * as well. What names things of the old place by id goes.
 * @param search the address's query, with or without `?`
 */
export function addressIn(
  pathname: string,
  search: string,
  scope: { region?: string; account?: string },
): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(scope)) query.set(name, value)
  for (const name of ['stackId', 'event']) query.delete(name)
  const readable = query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%7E', '~')
  return `${pathname}?${readable}`
}
