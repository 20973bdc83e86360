import { ApiError } from '@/lib/api-error'
import { isReadable } from '@/lib/aws/allowed-images'
import { withAnswerDeadline } from '@/lib/aws/answer-deadline'
import { orKept } from '@/lib/aws/archive/kept-answer'
import { notFound } from '@/lib/aws/not-found'
import { resolveScope, type Scope } from '@/lib/aws/scope'
import type { Operation, ValuesOf } from '@/lib/images/operations'
import { readRequest } from '@/lib/images/read-request'
import { currentRequest } from '@/lib/request-context'

type PathParameters = Record<string, string | string[]>
/** What answers an operation: a value for JSON, or what is already a Response. */
type Answer<O> = (
  scope: Scope,
  values: ValuesOf<O>,
  signal: AbortSignal,
  caller: AbortSignal,
  request: Request,
) => Promise<unknown>

/**
 * Makes a route's GET or POST of an operation and what answers it: a value becomes JSON, a Response goes as it is, and
 * whatever is thrown becomes `{"message": …}`. The signal given to `answer` aborts when the caller goes away or
 * the answer is overdue; `caller` only when the caller goes away, for what is streamed.
 */
export function handle<O extends Operation>(operation: O, answer: Answer<O>) {
  return async (
    request: Request,
    context: { params: Promise<PathParameters | undefined> },
  ): Promise<Response> => {
    try {
      const path = joinSegments((await context.params) ?? {})
      const { pathname, searchParams: query } = new URL(request.url)
      if (pathname.endsWith('/')) throw unknownUrl()
      const { values, scope } = await readRequest(operation, { path, query }, resolveScope)
      noteReading(operation, scope, path.imageId, values)
      if (path.imageId !== undefined && !isReadable(scope, path.imageId)) {
        throw new ApiError(404, notFound.image(path.imageId))
      }
      const answered = await withAnswerDeadline(request.signal, (deadline) => {
        const ask = () => answer(scope, values, deadline, request.signal, request)
        return orKept(operation, scope, values, ask, deadline)
      })
      return answered instanceof Response ? answered : json(answered)
    } catch (error) {
      return toErrorResponse(error)
    }
  }
}

/** For the audit: of which images the answer tells, whoever asks. */
function noteReading(
  { operationId }: Operation,
  scope: Scope,
  imageId: string | undefined,
  { imageIds }: { imageIds?: unknown },
): void {
  const request = currentRequest()
  const asked = imageId === undefined ? (Array.isArray(imageIds) ? imageIds.map(String) : []) : [imageId]
  if (!request || asked.length === 0) return
  const readable = asked.filter((each) => isReadable(scope, each))
  request.read = {
    operationId,
    account: scope.account.name,
    region: scope.region,
    imageIds: readable.length > 0 ? readable : asked,
    ...(readable.length === 0 && { hidden: true }),
  }
}

/** A stream's name may come with its `/` encoded, one segment, or raw, several. */
function joinSegments(params: PathParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
  )
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const body = Buffer.from(JSON.stringify(value))
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'cache-control': 'no-store',
      ...headers,
    },
  })
}

export function toErrorResponse(error: unknown): Response {
  if (!(error instanceof ApiError)) {
    console.error(error)
    return json({ message: 'The server failed to answer; its log says why.' }, 500)
  }
  const { status, message, retryAfter } = error
  return json({ message }, status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
}

/** @param allow the methods that the route has */
export function methodNotAllowed(allow: string): Response {
  const response = toErrorResponse(new ApiError(405, 'The method is not allowed for the requested URL.'))
  response.headers.set('allow', allow)
  return response
}

export function unknownUrl(): ApiError {
  return new ApiError(
    404,
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  )
}
