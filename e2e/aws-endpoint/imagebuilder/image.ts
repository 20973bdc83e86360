/** What GetImage tells of one build of an image, by its build version ARN. */
export type ImageBuilderImage = {
  arn: string
  name: string
  version: string
  status: string
  reason?: string
  failureContext?: Record<string, unknown>
  dateCreated: number
  amiId?: string
  tags?: Record<string, string>
}
