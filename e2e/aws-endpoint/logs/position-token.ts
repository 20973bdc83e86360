import { AwsError } from '../wire/aws-error'

/**
 * A gap between two events of a stream, never an index: everything with a smaller (timestamp, sequence) lies
 * before it, everything else after it. Late events and appends therefore move no position.
 */
export type Position = { timestamp: number; sequence: number }

export type Direction = 'forward' | 'backward'

const shape = /^([fb])\/(\d{56})\/s$/
const timestampShift = 144n

/** AWS's own form: `f/` or `b/`, timestamp · 2^144 + sequence in 56 digits, `/s`. */
export function formatToken(direction: Direction, { timestamp, sequence }: Position): string {
  const value = (BigInt(timestamp) << timestampShift) + BigInt(sequence)
  return `${direction === 'forward' ? 'f' : 'b'}/${value.toString().padStart(56, '0')}/s`
}

/** @throws AwsError InvalidParameterException for anything GetLogEvents never gave out. */
export function parseToken(token: string): { direction: Direction; position: Position } {
  const match = shape.exec(token)
  if (match?.[2] === undefined) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  }
  const value = BigInt(match[2])
  const timestamp = Number(value >> timestampShift)
  const sequence = Number(value & ((1n << timestampShift) - 1n))
  return { direction: match[1] === 'f' ? 'forward' : 'backward', position: { timestamp, sequence } }
}
