import { toErrorResponse, unknownUrl } from '@/app/v3/handle'

/** Addresses under /v3 that are none of the API's. */
export function GET(): Response {
  return toErrorResponse(unknownUrl())
}

export { GET as DELETE, GET as OPTIONS, GET as PATCH, GET as POST, GET as PUT }
