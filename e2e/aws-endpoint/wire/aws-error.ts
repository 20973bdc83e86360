/** An answer AWS gives when it refuses: thrown by an operation, rendered in its service's own protocol. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly headers: Record<string, string>

  constructor(code: string, message: string, status = 400, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

/** The text of AWS's request validator: `1 validation error detected: Value '0' at 'limit' failed …`. */
export function validationText(value: unknown, member: string, constraint: string): string {
  const shown = value === undefined || value === null ? 'null' : `'${String(value)}'`
  return `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${constraint}`
}
