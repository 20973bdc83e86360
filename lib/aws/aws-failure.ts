import 'server-only'
import { ApiError, badRequest } from '@/lib/api-error'

export type AwsFailureKind = 'throttled' | 'refused' | 'invalid' | 'missing' | 'other'

/** What AWS, or the way to it, did instead of answering. The message is AWS's own, or a plain sentence of ours. */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure'
  readonly kind: AwsFailureKind
  /** AWS's name for the error, `ThrottlingException`. */
  readonly code: string
  /** Seconds after which asking again makes sense, where that is known. */
  readonly retryAfter: number | undefined

  constructor(
    kind: AwsFailureKind,
    code: string,
    message: string,
    options: ErrorOptions & { retryAfter?: number } = {},
  ) {
    super(message, options)
    this.kind = kind
    this.code = code
    this.retryAfter = options.retryAfter
  }
}

// The same family has another name in each service; AWS's JavaScript classes are no guide, the names are.
const kinds: [AwsFailureKind, RegExp][] = [
  [
    'throttled',
    /^(Throttl|RequestLimitExceeded|RequestThrottl|LimitExceeded|TooManyRequests|BandwidthLimit)/,
  ],
  [
    'refused',
    /^(AccessDenied|NotAuthorized|Unauthorized|AuthFailure|OptInRequired|ExpiredToken|RequestExpired|TokenRefreshRequired|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|InvalidIdentityToken|RequestTimeTooSkewed|CredentialsProviderError|TokenProviderError)/,
  ],
  ['missing', /^(ResourceNotFound|NotFound$|NoSuch)/],
  ['invalid', /^(Invalid|Validation|Missing|Malformed|UnknownParameter|SerializationException)/],
]

type SdkError = Error & { code?: unknown; $fault?: unknown; $metadata?: { httpStatusCode?: number } }

/** Tells AWS's words from the SDK's and the network's: only AWS's are for the caller's eyes. */
export function toAwsFailure(error: unknown, deadline: AbortSignal): AwsFailure {
  if (error instanceof AwsFailure) return error
  const options = { cause: error }
  if (deadline.aborted) {
    const message = isTimeout(deadline.reason) ? 'AWS did not answer in time.' : 'The caller went away.'
    return new AwsFailure('other', 'AbortError', message, options)
  }
  if (!(error instanceof Error)) return new AwsFailure('other', 'Unknown', 'AWS could not be asked.', options)
  const { name, message, $fault, $metadata, code } = error as SdkError
  const kind = kinds.find(([, names]) => names.test(name))?.[0]
  const fromAws = $fault !== undefined && !/^(Unknown|UnknownError|Error|\d+)$/.test(name) && message !== name
  if (kind !== undefined) {
    // Matched against on purpose before the fault: credential providers' errors have none.
    const missing = kind === 'invalid' && name === 'ValidationError' && / does not exist$/.test(message)
    return new AwsFailure(missing ? 'missing' : kind, name, message, options)
  }
  if (fromAws) return new AwsFailure('other', name, message, options)
  // The SDK calls a broken connection a timeout as well; its code tells.
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new AwsFailure('other', code, `AWS broke the connection off (${code}).`, options)
  }
  if (name === 'TimeoutError') return new AwsFailure('other', name, 'AWS did not answer in time.', options)
  if (typeof code === 'string') {
    return new AwsFailure('other', code, `AWS could not be reached (${code}).`, options)
  }
  const status = $metadata?.httpStatusCode
  const told = status === undefined ? '' : ` (HTTP ${status})`
  return new AwsFailure('other', name, `AWS sent an answer that cannot be read${told}.`, options)
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError'
}

/**
 * The one table from AWS's failures to our answers, the same in every operation.
 * @param texts `missing`: the 404's text; `other`: wraps AWS's words for a 500 or 429
 */
export function toApiError(
  failure: AwsFailure,
  texts: { missing?: string; other?: (message: string) => string },
): ApiError {
  const other = texts.other?.(failure.message) ?? failure.message
  const options = { cause: failure }
  if (failure.kind === 'throttled') {
    return new ApiError(429, other, { ...options, retryAfter: failure.retryAfter ?? 2 })
  }
  if (failure.kind === 'refused') return new ApiError(401, failure.message, options)
  if (failure.kind === 'invalid') return badRequest(failure.message, options)
  if (failure.kind === 'missing' && texts.missing !== undefined)
    return new ApiError(404, texts.missing, options)
  return new ApiError(500, other, options)
}

/** Upstream's sentence around AWS's, which may or may not end in a full stop of its own. */
export function dueTo(what: string): (message: string) => string {
  return (message) => `${what}, due to ${message.replace(/\.$/, '')}.`
}
