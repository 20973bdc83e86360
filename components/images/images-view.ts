import { parseAsString, parseAsStringLiteral } from 'nuqs'
import { imageStatus } from '@/lib/images/schemas'

/** The list's state as its address holds it; what cannot be read counts as absent. */
export const imagesView = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(imageStatus.options),
}
