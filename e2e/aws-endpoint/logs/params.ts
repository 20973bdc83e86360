import { AwsError, validationText } from '../wire/aws-error'

type Params = Record<string, unknown>

/** @throws AwsError InvalidParameterException, in the words of AWS's validator, when the member is missing. */
export function requiredString(params: Params, member: string): string {
  const value = params[member]
  if (typeof value === 'string' && value.length > 0) return value
  const constraint = value === undefined ? 'not be null' : 'have length greater than or equal to 1'
  throw new AwsError('InvalidParameterException', validationText(value, member, constraint))
}

export function optionalString(params: Params, member: string): string | undefined {
  const value = params[member]
  return typeof value === 'string' ? value : undefined
}

/** An integer within AWS's bounds; absent stays absent. */
export function optionalInteger(
  params: Params,
  member: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): number | undefined {
  const value = params[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number') {
    throw new AwsError('SerializationException', `${String(value)} can not be converted to an Integer`)
  }
  if (value < min) throw outOfBounds(value, member, `have value greater than or equal to ${min}`)
  if (value > max) throw outOfBounds(value, member, `have value less than or equal to ${max}`)
  return Math.trunc(value)
}

function outOfBounds(value: number, member: string, constraint: string): AwsError {
  return new AwsError('InvalidParameterException', validationText(value, member, constraint))
}
