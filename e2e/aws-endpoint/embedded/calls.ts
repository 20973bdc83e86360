import type { AwsCall } from '../wire/aws-call'

/** One request that reached the endpoint, retries included. */
export type RecordedCall = {
  time: number
  service: string
  operation: string
  region: string
  account: string
  requestId: string
  params: Record<string, unknown>
  /** HTTP status of the answer; absent while it runs and when the connection was cut instead. */
  status?: number
  /** The fault that met this call. */
  fault?: string
}

const kept = 20_000

/** What was asked, so that a test can count the calls its reader made. */
export class CallLog {
  #calls: RecordedCall[] = []
  #byOperation: Record<string, number> = {}

  record(call: AwsCall, time: number): RecordedCall {
    const { service, operation, region, account, requestId } = call
    const params = Object.fromEntries(Object.entries(call.params).filter(([name]) => name !== 'logEvents'))
    const recorded = { time, service, operation, region, account, requestId, params }
    this.#byOperation[operation] = (this.#byOperation[operation] ?? 0) + 1
    this.#calls.push(recorded)
    if (this.#calls.length > kept * 2) this.#calls = this.#calls.slice(-kept)
    return recorded
  }

  /** Counts cover every call since the last reset; the list holds at least the newest 20,000. */
  summary(operation?: string): { total: number; byOperation: Record<string, number>; calls: RecordedCall[] } {
    const total = Object.values(this.#byOperation).reduce((sum, count) => sum + count, 0)
    const calls = this.#calls.filter((call) => operation === undefined || call.operation === operation)
    return { total, byOperation: { ...this.#byOperation }, calls }
  }

  reset(): void {
    this.#calls = []
    this.#byOperation = {}
  }
}
