import type { NamedScope } from '@/lib/images/addresses'

/** The build that another one is compared with, and what it is to it. */
export type ComparedWith = {
  imageId: string
  logStreamName: string
  scope: NamedScope
  /** How it is called in a sentence. */
  name: 'the last good build' | 'a later good build' | 'a good build of the same version' | 'the other build'
}
