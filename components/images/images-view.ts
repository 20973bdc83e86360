import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { imageStatuses } from '@/lib/images/image-status'

/** The list's state as its address holds it; what cannot be read counts as absent. */
export const imagesView = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(imageStatuses),
}
