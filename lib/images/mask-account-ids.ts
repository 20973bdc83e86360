/**
 * Where AWS writes an account's id: inside ARNs (`:123456789012:`, also percent-encoded), in registries' host names,
 * and after the word account. Other runs of twelve digits are left alone: image ids end in such dates.
 */
const accountIds =
  /(?<=:|%3A)\d{12}(?=[:/]|%3A|%2F)|(?<!\d)\d{12}(?=\.dkr\.ecr\.)|(?<=\baccount(?: ?id)?["']?\s?[:=]?\s?["']?)\d{12}(?!\d)/gi

/** The text with every AWS account id's digits as `X`, one for one, so that no length or position changes. */
export function maskAccountIds(text: string): string {
  return text.replace(accountIds, 'XXXXXXXXXXXX')
}
