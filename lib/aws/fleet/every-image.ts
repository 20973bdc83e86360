import 'server-only'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { withAnswerDeadline } from '../answer-deadline'
import { pagesOf } from '../archive/pages-of'
import { listImages } from '../list-images'
import type { Scope } from '../scope'

/** The whole list of images. An image of which more has become known comes again, and then counts as told last. @throws ApiError */
export async function everyImage(scope: Scope, signal: AbortSignal): Promise<ImageInfoSummary[]> {
  const images = new Map<string, ImageInfoSummary>()
  for await (const page of pagesOf((token) =>
    withAnswerDeadline(signal, (deadline) => listImages(scope, token, deadline)),
  ))
    for (const image of page.images) images.set(image.imageId, image)
  return [...images.values()]
}
