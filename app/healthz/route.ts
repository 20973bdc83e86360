export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/v3/other-methods'

/** Whether the process answers. It asks nothing of AWS: a bad day there is no reason to restart this. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
