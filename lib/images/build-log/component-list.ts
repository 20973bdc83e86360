import { componentName, componentVersion } from './component-name'

type Component = { name: string; version?: string }

/** A recipe has at most twenty, and as many documents they refer to. */
const most = 100

/** A recipe's components as a log names them: all of them before the first one runs, so also those that never did. */
export class ComponentList {
  readonly #components = new Map<string, string | undefined>()

  add(arn: string): void {
    if (!arn.includes(':component/')) return
    const name = componentName(arn)
    if (this.#components.size < most || this.#components.has(name))
      this.#components.set(name, componentVersion(arn))
  }

  /** In the order they came; undefined where there are none. */
  get(): Component[] | undefined {
    if (this.#components.size === 0) return undefined
    return [...this.#components].map(([name, version]) => ({ name, ...(version ? { version } : {}) }))
  }
}
