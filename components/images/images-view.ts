import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { listStatuses } from '@/lib/images/list-filter'
import { imageOrders } from '@/lib/images/sort-images'

/** The list's state as its address holds it; what cannot be read counts as absent. */
export const imagesView = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(listStatuses),
  sort: parseAsStringLiteral(imageOrders).withDefault('-started'),
  /** A group of failures. */
  failure: parseAsString,
}
