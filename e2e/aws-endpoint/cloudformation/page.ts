import { AwsError } from '../wire/aws-error'

/**
 * One page of a list whose items keep their ids. The token names the last item given, so that items added in
 * front meanwhile are neither repeated nor shift a later page.
 *
 * @throws AwsError ValidationError for a token of another list or none of ours.
 */
export function pageOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  size: number,
  nextToken: unknown,
): { page: Item[]; NextToken: string | undefined } {
  const start = nextToken === undefined ? 0 : items.findIndex((item) => idOf(item) === decode(nextToken)) + 1
  if (nextToken !== undefined && start === 0) throw invalidToken()
  const page = items.slice(start, start + size)
  const last = page.at(-1)
  const more = start + size < items.length && last !== undefined
  return { page, NextToken: more ? Buffer.from(idOf(last)).toString('base64') : undefined }
}

function decode(token: unknown): string {
  return Buffer.from(String(token), 'base64').toString('utf8')
}

function invalidToken(): AwsError {
  return new AwsError('ValidationError', 'The specified NextToken is invalid.')
}
