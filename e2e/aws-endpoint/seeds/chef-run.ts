import type { BuildFacts } from './build-facts'
import type { BuildLog } from './build-log'

type Outcome = 'up to date' | `skipped due to ${string}` | readonly string[]

/** Writes what cinc-client prints with its document formatter, counting as it goes. */
export class ChefRun {
  readonly log: BuildLog
  readonly facts: BuildFacts
  #updated = 0
  #total = 0
  readonly #startedAt: number

  constructor(log: BuildLog, facts: BuildFacts) {
    this.log = log
    this.facts = facts
    this.#startedAt = log.now
    const modern = facts.cincVersion.startsWith('18')
    log.stdout(
      modern
        ? `Cinc Client, version ${facts.cincVersion}`
        : `Starting Cinc Client, version ${facts.cincVersion}`,
    )
    log.stdout('Patents: https://www.chef.io/patents')
    if (modern) log.stdout('Infra Phase starting')
    this.info(`*** Cinc Client ${facts.cincVersion} ***`)
    log.wait(3)
    log.stdout('Resolving cookbooks for run list: ["aws-parallelcluster-entrypoints::install"]')
    log.stdout('Synchronizing cookbooks:')
    for (const part of [
      'awsbatch',
      'computefleet',
      'entrypoints',
      'environment',
      'platform',
      'shared',
      'slurm',
    ]) {
      log.stdout(`  - aws-parallelcluster-${part} (${facts.version})`)
    }
    log.stdout('Installing cookbook gem dependencies:')
    log.stdout('Compiling cookbooks...')
    log.wait(4)
    log.stdout('Converging 214 resources')
  }

  recipe(name: string): void {
    this.log.stdout(`Recipe: ${name}`)
  }

  /** `outcome` is what changed, line by line, or why nothing did. */
  resource(declaration: string, action: string, outcome: Outcome, seconds = 0.2): void {
    this.#total += 1
    this.log.wait(seconds)
    const head = `  * ${declaration} action ${action}`
    if (typeof outcome === 'string') {
      this.log.stdout(`${head} (${outcome})`)
      return
    }
    this.#updated += 1
    this.log.stdout(head)
    for (const change of outcome) this.log.stdout(`    - ${change}`)
  }

  /** A resource whose command writes to our stdout: `live_stream true`. A pipe hands its lines on in bursts. */
  streamed(declaration: string, output: Iterable<string>, secondsPerLine: number): void {
    const { random } = this.log
    this.#total += 1
    this.#updated += 1
    this.log.stdout(`  * ${declaration} action run`)
    let burst = 0
    for (const text of output) {
      if (burst === 0) {
        burst = random.int(4, 40)
        this.log.wait(burst * secondsPerLine * (2 + random.next()))
      }
      burst -= 1
      this.log.stdout(`    [execute] ${text}`)
    }
    this.log.stdout(`    - execute ${declaration.replace(/^\w+\[(.*)\]$/, '$1')}`)
  }

  file(
    path: string,
    content: readonly string[],
    type: 'template' | 'cookbook_file' | 'file' = 'template',
  ): void {
    const { random } = this.log
    this.#total += 1
    this.#updated += 1
    this.log.wait(0.1)
    const temporary = path.replace(/\/([^/]+)$/, `/.chef-$1-${random.hex(8)}`)
    const lines = [
      `  * ${type}[${path}] action create`,
      `    - create new file ${path}`,
      `    - update content in file ${path} from none to ${random.hex(6)}`,
      `    --- ${path}\t${new Date(this.log.now).toISOString()}`,
      `    +++ ${temporary}\t${new Date(this.log.now).toISOString()}`,
      `    @@ -1 +1,${content.length + 1} @@`,
      ...content.map((text) => `    +${text}`),
      "    - change mode from '' to '0644'",
      "    - change owner from '' to 'root'",
    ]
    for (const text of lines) this.log.stdout(text)
  }

  info(text: string): void {
    this.log.stdout(`[${this.stamp()}] INFO: ${text}`)
  }

  complete(): void {
    const { log } = this
    log.stdout('')
    log.stdout('Running handlers:')
    this.info('Running report handlers')
    log.stdout('Running handlers complete')
    this.info('Report handlers complete')
    log.stdout(
      this.facts.cincVersion.startsWith('18')
        ? `Infra Phase complete, ${this.#updated}/${this.#total} resources updated in ${this.#duration()}`
        : `Cinc Client finished, ${this.#updated}/${this.#total} resources updated in ${this.#duration()}`,
    )
  }

  /** The end of a failed run: the handlers, the count, and the FATAL line that names the cause. */
  fail(fatal: readonly string[]): void {
    const { log } = this
    const error = (text: string) => log.stdout(`[${this.stamp()}] ERROR: ${text}`)
    const rule = '-'.repeat(87)
    log.stdout('')
    log.stdout('Running handlers:')
    error('Running exception handlers')
    log.stdout('Running handlers complete')
    error('Exception handlers complete')
    const outcome = this.facts.cincVersion.startsWith('18') ? 'Infra Phase failed.' : 'Cinc Client failed.'
    log.stdout(`${outcome} ${this.#updated} resources updated in ${this.#duration()}`)
    const [first = '', ...following] = fatal
    const stackTrace = 'Stacktrace dumped to /etc/chef/local-mode-cache/cache/cinc-stacktrace.out'
    const please = 'PLEASE PROVIDE THE CONTENTS OF THE stacktrace.out FILE (above) IF YOU FILE A BUG REPORT'
    for (const text of [stackTrace, rule, please, rule, first]) log.stdout(`[${this.stamp()}] FATAL: ${text}`)
    for (const text of following) log.stdout(text)
  }

  /** `2026-01-02T03:04:05+00:00` */
  stamp(): string {
    return `${new Date(this.log.now).toISOString().slice(0, 19)}+00:00`
  }

  #duration(): string {
    const seconds = Math.round((this.log.now - this.#startedAt) / 1000)
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')} minutes ${String(seconds % 60).padStart(2, '0')} seconds`
  }
}
