/** S3 names no operation: method, place and query tell it. */
export function s3Operation({ method, url }: { method: string; url: URL }): string {
  const { bucket, key } = placeOf(url)
  const has = (name: string) => url.searchParams.has(name)
  if (bucket === '') return 'ListBuckets'
  if (key === '') {
    if (method === 'PUT') return 'CreateBucket'
    if (method === 'HEAD') return 'HeadBucket'
    if (method === 'POST' && has('delete')) return 'DeleteObjects'
    if (has('location')) return 'GetBucketLocation'
    return has('list-type') ? 'ListObjectsV2' : 'ListObjects'
  }
  switch (method) {
    case 'PUT':
      return has('partNumber') ? 'UploadPart' : 'PutObject'
    case 'POST':
      return has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
    case 'DELETE':
      return has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject'
    case 'HEAD':
      return 'HeadObject'
    default:
      return 'GetObject'
  }
}

/** Path-style: `/<bucket>/<key>`. */
export function placeOf({ pathname }: URL): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(pathname)) ?? []
  return { bucket, key }
}
