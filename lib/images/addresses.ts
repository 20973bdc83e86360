/**
 * Every page's address, built in one place. What a person would want to send to a colleague is in it; what is
 * absent means "the server's default" (region) or "all of it" (times, filters).
 */

/** Which account and region an address speaks of. */
export type NamedScope = { region?: string | undefined; account?: string | undefined }

type Query = Record<string, string | undefined>

export type ImagesView = NamedScope & {
  q?: string | undefined
  status?: string | undefined
  /** A group of failures: only images that failed of it. */
  failure?: string | undefined
}

export type FailuresView = NamedScope & {
  q?: string | undefined
  version?: string | undefined
  system?: string | undefined
  /** The group that is opened. */
  group?: string | undefined
}

export type SearchView = NamedScope & {
  text?: string | undefined
}

export type LogView = NamedScope & {
  startTime?: string | undefined
  endTime?: string | undefined
  /** What is in the find box, and how it reads. */
  q?: string | undefined
  case?: string | undefined
  word?: string | undefined
  regex?: string | undefined
  /** An event, a range or a moment: see log-events/anchor.ts. */
  at?: string | undefined
  /** Which line of the event `at` names, 1 for its first. */
  line?: string | undefined
}

export type StackEventsView = NamedScope & {
  /** The eventId of the event that is shown in full. */
  event?: string | undefined
  /** The attempt: a stack's ARN. Absent: the newest. */
  stackId?: string | undefined
}

export const imagesHref = (view: ImagesView = {}) => withQuery('/images', view)

export const searchHref = (view: SearchView = {}) => withQuery('/search', view)

export const failuresHref = (view: FailuresView = {}) => withQuery('/failures', view)

export const imageHref = (imageId: string, scope: NamedScope = {}) =>
  withQuery(`/images/${encodeURIComponent(imageId)}`, scope)

/** The name's slash stays a slash: `3.2.1/1` reads better in a chat than `3.2.1%2F1`, and both are served. */
export const logStreamHref = (imageId: string, logStreamName: string, view: LogView = {}) =>
  withQuery(`/images/${encodeURIComponent(imageId)}/logstreams/${encodeLogStreamName(logStreamName)}`, view)

export const stackEventsHref = (imageId: string, view: StackEventsView = {}) =>
  withQuery(`/images/${encodeURIComponent(imageId)}/stackevents`, view)

/** A page's catch-all params arrive percent-encoded (a route handler's do not), `%2F` in one segment or two. */
export function logStreamNameOf(segments: readonly string[]): string {
  return segments.map(decodeSegment).join('/')
}

/** A page's single param, percent-encoded as it arrives. What cannot be decoded stands as it is. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** A browser folds empty, `.` and `..` segments away, so a name that holds one keeps its slashes encoded. */
function encodeLogStreamName(logStreamName: string): string {
  const segments = logStreamName.split('/')
  const foldable = segments.some((segment) => segment === '' || segment === '.' || segment === '..')
  return foldable ? encodeURIComponent(logStreamName) : segments.map(encodeURIComponent).join('/')
}

/** Readable query strings: `:` and `/` need no escape there (RFC 3986, section 3.4). */
function withQuery(path: string, query: Query): string {
  const search = Object.entries(query)
    .filter((pair): pair is [string, string] => Boolean(pair[1]))
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2F', '/')}`,
    )
    .join('&')
  return search ? `${path}?${search}` : path
}
