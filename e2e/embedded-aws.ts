import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The embedded endpoint as specs steer it: see e2e/aws-endpoint/README.md for what its own routes take. */
export class EmbeddedAws {
  readonly url: string
  /** Its builds bear the names of every other endpoint's: what is kept of them must not be found by another's. */
  readonly #cache = mkdtempSync(join(tmpdir(), 'image-build-logs-'))

  constructor(url: string) {
    this.url = url
  }

  /** What a process needs in its environment to take the endpoint for AWS. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: 'demo',
      AWS_SECRET_ACCESS_KEY: 'demo',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      CACHE_DIR: this.#cache,
    }
  }

  /** One of the endpoint's own routes, e.g. `post('faults', {…})`. */
  async post<T = unknown>(way: string, body: unknown = {}): Promise<T> {
    return this.#ask(way, { method: 'POST', body: JSON.stringify(body) })
  }

  async get<T = unknown>(way: string): Promise<T> {
    return this.#ask(way, {})
  }

  async delete<T = unknown>(way: string): Promise<T> {
    return this.#ask(way, { method: 'DELETE' })
  }

  async #ask<T>(way: string, init: RequestInit): Promise<T> {
    const response = await fetch(`${this.url}/_embedded/${way}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`/_embedded/${way} answered ${response.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}
