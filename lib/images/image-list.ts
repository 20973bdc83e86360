import { byNewest } from './merge-images'
import type { Images } from './schemas'

/** The images known by now, newest first. */
export type ImageList = Pick<Images, 'images' | 'warnings' | 'notes'> & {
  /** Whether AWS has told of all of them. */
  isWhole: boolean
}

/** Adds a page of the API to what is known: an image that comes again counts as it came last. */
export function addPage(list: ImageList, page: Images): ImageList {
  const known = new Map(list.images.map((image) => [image.imageId, image]))
  for (const image of page.images) known.set(image.imageId, image)
  return {
    images: [...known.values()].sort(byNewest),
    isWhole: page.nextToken === undefined,
    ...(page.warnings && { warnings: page.warnings }),
    ...(page.notes && { notes: page.notes }),
  }
}
