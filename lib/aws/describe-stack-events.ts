import 'server-only'
import { DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation'
import { withoutAbsent } from './absent'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { inTurn } from './in-turn'
import type { Scope } from './scope'
import { changeWireAnswer } from './take-wire-answer'
import { PropertiesTaker } from './taken-properties'

/** Resource properties have a few kilobytes, of those with a component's document up to sixteen. */
const mostProperties = 32_000
/** So many events' properties are read in one turn of the event loop. */
const eventsInOneTurn = 8

/**
 * One page of a stack's events, newest first, however long their properties are.
 * @param properties bytes of an event's resource properties that are read; what is longer says that it was cut
 * @throws AwsFailure
 */
export async function describeStackEvents(
  scope: Scope,
  stackId: string,
  signal: AbortSignal,
  { nextToken, properties = mostProperties }: { nextToken?: string | undefined; properties?: number } = {},
): Promise<{ events: StackEvent[]; nextToken?: string }> {
  const command = new DescribeStackEventsCommand({ StackName: stackId, NextToken: nextToken })
  let taker = new PropertiesTaker(properties)
  changeWireAnswer(command, async (body) => {
    taker = new PropertiesTaker(properties)
    for await (const chunk of body) taker.push(chunk)
    return taker.rest()
  })
  const page = await callAws('DescribeStackEvents', scope, signal, (options) =>
    cloudFormation(scope).send(command, options),
  )
  const events = page.StackEvents ?? []
  for (let from = 0; from < events.length; from += eventsInOneTurn) {
    await inTurn(() => {
      for (const event of events.slice(from, from + eventsInOneTurn)) {
        const text = taker.textOf(event.ResourceProperties ?? '')
        if (text !== undefined) event.ResourceProperties = text
      }
    })
  }
  return { events, ...withoutAbsent({ nextToken: page.NextToken }) }
}
