/** The statuses ParallelCluster's API declares for failures, and 405 for a method a route does not know. */
export type ApiErrorStatus = 400 | 401 | 404 | 405 | 429 | 500

/**
 * A failure on our own wire, the same on both ends: thrown by a handler it becomes `{"message": …}` with its
 * status, thrown by `getJson` it is what the server answered. `status` 0: the server could not be reached.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: ApiErrorStatus | (number & {})
  /** Seconds after which asking again makes sense, when the server said so. */
  readonly retryAfter: number | undefined

  constructor(
    status: ApiError['status'],
    message: string,
    options: ErrorOptions & { retryAfter?: number } = {},
  ) {
    super(message, options)
    this.status = status
    this.retryAfter = options.retryAfter
  }
}

/** A 400 in upstream's style: only these texts start with `Bad Request: `. */
export function badRequest(message: string, options?: ErrorOptions): ApiError {
  return new ApiError(400, `Bad Request: ${message}`, options)
}

/** Whether the same question may well be answered later: AWS, its quota, credentials or the network will be back. */
export function isPassing(error: unknown): boolean {
  return !(
    error instanceof ApiError &&
    (error.status === 400 || error.status === 404 || error.status === 405)
  )
}
