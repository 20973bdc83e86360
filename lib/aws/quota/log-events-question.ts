import 'server-only'
import { getImageLogEvents, type ValuesOf } from '@/lib/images/operations'

/** What one page of a log stream is asked for with. Times are epoch milliseconds: from `startTime` on, before `endTime`. */
export type LogEventsQuestion = ValuesOf<typeof getImageLogEvents>

const { pathParameters, query } = getImageLogEvents
const parameters = Object.keys({ ...pathParameters, ...query }) as (keyof LogEventsQuestion)[]

/**
 * Tells questions apart by every parameter the operation has; one that is absent is not one that is empty.
 * @param stream where the stream is: its ARN in what outlives the process or leaves it
 */
export function questionKey(stream: string, question: LogEventsQuestion): string {
  const asked = { ...question, startFromHead: question.startFromHead ?? false }
  return JSON.stringify([stream, ...parameters.map((name) => asked[name] ?? null)])
}
