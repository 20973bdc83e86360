import type { Stack } from './cloudformation/stack'
import type { AmiRecord } from './ec2/ami'
import type { ImageBuilderImage } from './imagebuilder/image'
import type { ExportTask } from './logs/export-task'
import type { LogQuery } from './logs/insights-query'
import type { LogGroup } from './logs/log-group'
import type { Bucket } from './s3/bucket'

/** What one account owns in one region. */
export type Region = {
  account: string
  region: string
  logGroups: Map<string, LogGroup>
  /** By stack id, oldest first; a deleted stack stays. */
  stacks: Map<string, Stack>
  amis: Map<string, AmiRecord>
  images: Map<string, ImageBuilderImage>
  /** S3's that lie here; their names are the whole world's. */
  buckets: Map<string, Bucket>
  /** By task id, oldest first. */
  exportTasks: Map<string, ExportTask>
  /** Of Logs Insights, by query id, oldest first. */
  queries: Map<string, LogQuery>
}

type DueAction = { at: number; run: () => void }

/** Everything behind the endpoint, and the things that are still going to happen. */
export class World {
  readonly regions = new Map<string, Region>()
  #due: DueAction[] = []
  #dueInOrder = true

  region(account: string, region: string): Region {
    const key = `${account}/${region}`
    const known = this.regions.get(key)
    if (known !== undefined) return known
    const created: Region = {
      account,
      region,
      logGroups: new Map(),
      stacks: new Map(),
      amis: new Map(),
      images: new Map(),
      buckets: new Map(),
      exportTasks: new Map(),
      queries: new Map(),
    }
    this.regions.set(key, created)
    return created
  }

  /** Plans a change for an instant. Nothing runs on a timer: the next request finds it done. */
  plan(at: number, run: () => void): void {
    this.#due.push({ at, run })
    this.#dueInOrder = false
  }

  advance(now: number): void {
    if (!this.#dueInOrder) this.#due.sort((a, b) => b.at - a.at)
    this.#dueInOrder = true
    for (let next = this.#due.at(-1); next !== undefined && next.at <= now; next = this.#due.at(-1)) {
      this.#due.pop()
      next.run()
    }
  }

  clear(): void {
    this.regions.clear()
    this.#due = []
  }
}
