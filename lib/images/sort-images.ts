import { buildDuration, startOf } from './build-state'
import { familyOf } from './changes/family'
import type { ImageInfoSummary } from './schemas'

/** What the list can be ordered by; a leading minus turns the order round. */
export const imageOrders = [
  'image',
  '-image',
  'started',
  '-started',
  'took',
  '-took',
  'version',
  '-version',
] as const
export type ImageOrder = (typeof imageOrders)[number]
export type ImageColumn = 'image' | 'started' | 'took' | 'version'

/** The column an order is by. */
export const columnOf = (order: ImageOrder): ImageColumn => order.replace('-', '') as ImageColumn

const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * Images in an order of the reader's. What is not known of an image, such as how long an old build took, stands last
 * either way round; images that are alike keep their order.
 */
export function sortImages(
  images: readonly ImageInfoSummary[],
  order: ImageOrder,
  now: number,
): ImageInfoSummary[] {
  const column = columnOf(order)
  const sign = order.startsWith('-') ? -1 : 1
  const shownOf = (image: ImageInfoSummary): string | number | undefined => {
    switch (column) {
      case 'image':
        return image.imageId
      case 'started':
        return startOf(image)
      case 'took':
        return buildDuration(image, now)
      case 'version':
        return image.version || undefined
    }
  }
  return images
    .map((image) => ({ image, value: shownOf(image) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
      return sign * (typeof a === 'number' ? a - Number(b) : inOrder.compare(a, String(b)))
    })
    .map(({ image }) => image)
}

/**
 * How much longer a build runs if it takes as long as good ones of its version did (the median; of any version where
 * none of its own is known), in milliseconds. Of a family only the newest counts, lest one that is built every night
 * speaks for all. Undefined without any, and once it has taken longer.
 */
export function usualRemainder(
  image: ImageInfoSummary,
  images: readonly ImageInfoSummary[],
  now: number,
): number | undefined {
  const elapsed = buildDuration(image, now)
  const good = images.filter(({ imageBuildStatus }) => imageBuildStatus === 'BUILD_COMPLETE')
  const own = newestOfFamilies(good.filter(({ version }) => version === image.version))
  const usual = median(
    (own.length > 0 ? own : newestOfFamilies(good)).flatMap((each) => buildDuration(each, now) ?? []),
  )
  if (elapsed === undefined || usual === undefined || usual <= elapsed) return undefined
  return usual - elapsed
}

function newestOfFamilies(images: readonly ImageInfoSummary[]): ImageInfoSummary[] {
  const newest = new Map<string, ImageInfoSummary>()
  for (const image of images) {
    const family = familyOf(image)
    if ((newest.get(family)?.creationTime ?? '') < (image.creationTime ?? '')) newest.set(family, image)
  }
  return [...newest.values()]
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
