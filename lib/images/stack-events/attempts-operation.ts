import type { Operation } from '../operations'
import * as p from '../parameters'
import { imageAttempts } from './attempt-schema'

/** Ours: ParallelCluster's API knows one stack of a name. */
export const listImageAttempts = {
  operationId: 'listImageAttempts',
  path: '/v3/images/custom/{imageId}/attempts',
  summary:
    'The stacks of the image’s name, newest first, deleted ones for 90 days. Not in ParallelCluster’s API.',
  pathParameters: { imageId: p.imageId },
  query: {},
  requiredQuery: {},
  answer: imageAttempts,
} satisfies Operation
