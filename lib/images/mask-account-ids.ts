/** Behind an id in an ARN. */
const arnGoesOn = /^(?:[:/]|%(?:25){0,4}(?:3A|2F))/i
/** Before it, when the ARN is percent-encoded, once or more. */
const encodedColon = /%(?:25){0,4}3A$/i
/** The words account and owner before an id: `"accountId": "…"`, `account_number=…`, in escaped JSON and addresses too. */
const accountWord =
  /(?:account|owner)(?:[ _-]?(?:id|number))?s?(?:%(?:25)?2[27])?(?:%(?:25)?3[AD])?(?:%20)?(?:%(?:25)?2[27])?[ \t"'\\:=([]{0,16}$/i
/** The longest of them. */
const longestWord = 56
/** The hosts of registries and sign-in pages. */
const hosts = ['.dkr.ecr.', '.signin.']

/**
 * The text with every AWS account id's digits as `X`, one for one, so that no length or position changes. Ids are known
 * by where AWS writes them; other runs of twelve digits are left alone: image ids end in such dates. Answers pass here
 * while everybody else waits: only where digits stand is anything looked at, and no further than a word's length.
 */
export function maskAccountIds(text: string): string {
  let masked = ''
  let from = 0
  const twelve = /\d{12}/g
  for (let found = twelve.exec(text); found; found = twelve.exec(text)) {
    let end = found.index + 12
    while (isDigit(text.charCodeAt(end))) end++
    twelve.lastIndex = end
    if (!isAccountId(text, found.index, end)) continue
    masked += `${text.slice(from, end - 12)}XXXXXXXXXXXX`
    from = end
  }
  return from === 0 ? text : masked + text.slice(from)
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39
const isLetter = (code: number) => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a

/** Whether the last twelve of a run of digits are one; what comes before them can be the end of a percent-code. */
function isAccountId(text: string, start: number, end: number): boolean {
  if (end - start === 12) {
    const before = text[start - 1]
    const isArn =
      before === ':' ||
      (/a/i.test(before ?? '') && encodedColon.test(text.slice(Math.max(0, start - 11), start)))
    if (isArn && arnGoesOn.test(text.slice(end, end + 11))) return true
    if (text[end] === '.' && hosts.some((host) => text.startsWith(host, end))) return true
  }
  return (
    mayFollowWord(text, end - 12) &&
    accountWord.test(text.slice(Math.max(0, end - 12 - longestWord), end - 12))
  )
}

/** Most runs of digits follow none: the next character before them but separators is no letter's and no percent-code's. */
function mayFollowWord(text: string, end: number): boolean {
  let at = end - 1
  while (at >= 0 && end - at <= 16 && separators.includes(text[at] ?? '')) at--
  return isLetter(text.charCodeAt(at)) || text[at - 2] === '%' || text[at - 4] === '%'
}

const separators = ' \t"\'\\:=(['
