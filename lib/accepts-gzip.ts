/** Whether an Accept-Encoding header takes gzip. */
export function acceptsGzip(acceptEncoding: string | null | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/i.test(acceptEncoding ?? '')
}
