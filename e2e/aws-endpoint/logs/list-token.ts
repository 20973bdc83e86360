import { AwsError } from '../wire/aws-error'

/** The paging token of Logs' lists: opaque, naming the last item given so that new items move no page. */
export function formatListToken(last: string): string {
  return Buffer.from(JSON.stringify({ last })).toString('base64url')
}

/** @throws AwsError InvalidParameterException when the token is not one of ours. */
export function parseListToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    const last = (parsed as { last?: unknown }).last
    if (typeof last === 'string') return last
  } catch {}
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}
