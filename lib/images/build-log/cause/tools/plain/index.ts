import type { Tool } from '../../tool'
import { absent } from './absent'
import { fetching } from './fetching'
import { asFailure } from './reading'
import { refused } from './refused'
import { taken } from './taken'
import { versions } from './versions'
import { wording } from './wording'

/**
 * What messages mean whoever says them: asked when no tool's file knows the line. It speaks for a program that
 * nobody here has seen, so it keeps to that program's own words and to what follows from them.
 */
export const plain: Tool = {
  name: 'Any other program',
  failures: [...refused, ...versions, ...taken, ...fetching, ...wording, ...absent].map(asFailure),
}
