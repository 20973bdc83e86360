import { expose } from 'comlink'
import { matchLines } from '@/lib/images/log-events/match-lines'

/** The worker that looks through lines for a person's expression. */
const worker = { isReady: () => true, matchLines }

export type ExpressionWorker = typeof worker

expose(worker)
