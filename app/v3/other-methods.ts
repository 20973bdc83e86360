import { ApiError } from '@/lib/api-error'
import { toErrorResponse } from './handle'

/** For the methods a route does not have. */
function methodNotAllowed(): Response {
  const response = toErrorResponse(new ApiError(405, 'The method is not allowed for the requested URL.'))
  response.headers.set('allow', 'GET, HEAD')
  return response
}

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as OPTIONS,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
}
