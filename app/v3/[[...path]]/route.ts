import { toErrorResponse, unknownUrl } from '@/app/v3/handle'
import { apiPage } from '@/lib/images/api-page'

/** `/v3` is the API's description for people; other addresses under it are none of the API's. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ path?: string[] }> },
): Promise<Response> {
  if ((await params).path !== undefined) return unknown()
  const page = Buffer.from(apiPage(process.env.BASE_PATH ?? ''))
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': String(page.length) },
  })
}

const unknown = () => toErrorResponse(unknownUrl())

export { unknown as DELETE, unknown as OPTIONS, unknown as PATCH, unknown as POST, unknown as PUT }
