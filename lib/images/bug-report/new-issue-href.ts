import type { BugReport } from './bug-report'

/** GitHub takes no longer address; a browser's bar and a proxy's bound are near it too. */
const longest = 7_500

/**
 * The form for a new issue, filled in. What does not fit its address is cut, and said to be.
 * @param repository an https address of GitHub's, or of a GitHub Enterprise, `https://github.com/owner/name`
 */
export function newIssueHref(
  repository: string,
  { title, body }: BugReport,
): { href: string; isCut: boolean } {
  const href = (text: string) =>
    `${repository.endsWith('/') ? repository : `${repository}/`}issues/new?${new URLSearchParams({ title, body: text })}`
  const whole = href(body)
  if (whole.length <= longest) return { href: whole, isCut: false }
  let [low, high] = [0, body.length]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (href(cut(body, middle)).length <= longest) low = middle
    else high = middle - 1
  }
  return { href: href(cut(body, low)), isCut: true }
}

/** At the end of a line, and no fence left open. */
function cut(body: string, length: number): string {
  const lines = body.slice(0, length).split('\n').slice(0, -1)
  let open = ''
  for (const line of lines) {
    const marks = /^`{3,}/.exec(line)?.[0]
    if (marks !== undefined && open === '') open = marks
    else if (line === open) open = ''
  }
  if (open !== '') lines.push(open)
  return `${lines.join('\n')}\n\n(The rest of the report did not fit here: paste it.)\n`
}
