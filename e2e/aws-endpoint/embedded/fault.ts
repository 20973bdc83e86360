import { z } from 'zod'
import type { AwsCall } from '../wire/aws-call'

export const faultKinds = [
  'throttle',
  'internalError',
  'serviceUnavailable',
  'accessDenied',
  'expiredToken',
  'invalidCredentials',
  'clockSkew',
  'html',
  'foreign',
  'truncate',
  'reset',
  'hang',
  'stall',
  'trickle',
  'delay',
] as const

/** What goes wrong, for which calls, and how often. Everything but `kind` is optional: absent matches all. */
export const faultInput = z.strictObject({
  kind: z.enum(faultKinds),
  operation: z.string().optional(),
  service: z.string().optional(),
  region: z.string().optional(),
  account: z.string().optional(),
  logStreamName: z.string().optional(),
  /** Part of logGroupName, StackName or the request's other text. */
  containing: z.string().optional(),
  /** Lets this many matching calls through first. */
  after: z.int().min(0).default(0),
  /** Meets this many calls, then is over. */
  count: z.int().min(1).optional(),
  /** Meets each matching call with this chance. */
  probability: z.number().min(0).max(1).default(1),
  /** Waits before the fault, or before the good answer of kind `delay`. */
  delayMs: z.int().min(0).default(0),
  /** HTTP status of `html` and `foreign`. */
  status: z.int().default(502),
  /** What `foreign` answers instead. */
  body: z.string().default(''),
})
export type FaultInput = z.input<typeof faultInput>
export type Fault = z.output<typeof faultInput> & { id: string; seen: number; hits: number }

/** The faults in force; the first that matches a call meets it. */
export class FaultList {
  #faults: Fault[] = []
  #nextId = 1

  add(input: z.output<typeof faultInput>): Fault {
    const fault = { ...input, id: `fault-${this.#nextId}`, seen: 0, hits: 0 }
    this.#nextId += 1
    this.#faults.push(fault)
    return fault
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  remove(id?: string): void {
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id)
  }

  meet(call: AwsCall): Fault | undefined {
    for (const fault of this.#faults) {
      if (!matches(fault, call) || fault.hits >= (fault.count ?? Number.POSITIVE_INFINITY)) continue
      fault.seen += 1
      if (fault.seen <= fault.after || Math.random() >= fault.probability) continue
      fault.hits += 1
      return fault
    }
    return undefined
  }
}

function matches(fault: Fault, call: AwsCall): boolean {
  return (
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.service === undefined || fault.service === call.service) &&
    (fault.region === undefined || fault.region === call.region) &&
    (fault.account === undefined || fault.account === call.account) &&
    (fault.logStreamName === undefined || fault.logStreamName === call.params.logStreamName) &&
    (fault.containing === undefined || JSON.stringify(call.params).includes(fault.containing))
  )
}
