import { badRequest } from '@/lib/api-error'
import type { Operation, ValuesOf } from './operations'
import * as parameters from './parameters'

type RequestText = {
  /** Decoded once: `3.2.1/1` for `3.2.1%2F1`. */
  path: Record<string, string>
  query: URLSearchParams
}

/**
 * Reads a request in upstream's order, so that the first complaint is upstream's too: patterns and types, then
 * region, then everything else.
 * @param resolveScope turns the region and account asked for into those AWS is asked in; throws ApiError 400
 * @throws ApiError 400
 */
export async function readRequest<O extends Operation, Scope>(
  operation: O,
  request: RequestText,
  resolveScope: (asked: { region?: string; account?: string }) => Promise<Scope>,
): Promise<{ values: ValuesOf<O>; scope: Scope }> {
  const values: Record<string, unknown> = {}
  const known: [string, parameters.Parameter<unknown>, string | undefined][] = []
  for (const [name, parameter] of Object.entries(operation.pathParameters)) {
    known.push([name, parameter, request.path[name] ?? ''])
  }
  for (const [name, parameter] of Object.entries(operation.requiredQuery)) {
    const text = queryText(request.query, name, parameter)
    if (text === undefined) throw badRequest(`Missing query parameter '${name}'`)
    known.push([name, parameter, text])
  }
  for (const [name, parameter] of Object.entries(operation.query)) {
    known.push([name, parameter, queryText(request.query, name, parameter)])
  }
  for (const [name, parameter, text] of known) {
    if (text !== undefined) values[name] = parameter.read(text, name)
  }
  const scope = await resolveScope(readScope(request.query))
  for (const [name, parameter] of known) {
    if (name in values) parameter.check?.(values[name])
  }
  operation.check?.(values)
  return { values: values as ValuesOf<O>, scope }
}

function readScope(query: URLSearchParams) {
  const region = queryText(query, 'region', parameters.region)
  const account = queryText(query, 'account', parameters.account)
  return {
    ...(region !== undefined && { region: parameters.region.read(region, 'region') }),
    ...(account !== undefined && { account: parameters.account.read(account, 'account') }),
  }
}

/** Of a parameter given twice the last one counts. */
function queryText(query: URLSearchParams, name: string, parameter: parameters.Parameter<unknown>) {
  const text = query.getAll(name).at(-1)
  return text === '' && parameter.emptyIsAbsent ? undefined : text
}
