import { openApiDocument } from '@/lib/images/openapi'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'

export function GET(): Response {
  return Response.json(openApiDocument(process.env.BASE_PATH ?? ''))
}
