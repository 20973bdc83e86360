import { isDiffLine } from '../error-like'
import type { EvidenceLine } from '../evidence'
import { type Line, readLines } from './line'

/** What is known of a failed step besides its lines. */
export interface Circumstances {
  exitCode?: number | undefined
  step?: string | undefined
  /** Facts of the build: os, region, architecture, version … */
  facts?: Readonly<Record<string, string>>
  /** Whether the step passed: what is latent in it counts. */
  passed?: boolean
  /** The whole step, where only a part of it is looked at: what Chef's command wrote. */
  around?: Scene
}

/** A failed step as its diagnosis looks at it: what was said on both streams, what was commanded, what is known. */
export class Scene {
  readonly lines: readonly Line[]
  readonly out: readonly Line[]
  readonly err: readonly Line[]
  /** Whether the script stops at its first failing command, as far as it can be seen. */
  readonly stopsAtFirst: boolean
  /** Whether Chef's outline is among the lines, which shows changed files. */
  readonly showsDiffs: boolean
  readonly passed: boolean
  readonly exitCode: number | undefined
  readonly step: string | undefined
  readonly facts: Readonly<Record<string, string>>
  readonly #around: Scene | undefined

  constructor(
    lines: readonly EvidenceLine[],
    { exitCode, step, facts = {}, passed = false, around }: Circumstances = {},
  ) {
    this.lines = readLines(lines)
    this.out = this.lines.filter(({ stream }) => stream === 'out')
    this.err = this.lines.filter(({ stream }) => stream === 'err')
    this.exitCode = exitCode
    this.step = step
    this.passed = passed
    this.facts = facts
    this.#around = around
    this.showsDiffs = this.out.some(({ said }) => /^(?:Recipe: |\* \w+\[)/.test(said))
    this.stopsAtFirst = this.lines.some(
      ({ kind, text }) =>
        kind !== 'said' && /^\s*(?:\++ ?)?set -[a-zA-Z]*e|^\s*(?:\++ ?)?set -o errexit/.test(text),
    )
  }

  stream(line: Line): readonly Line[] {
    return line.stream === 'out' ? this.out : this.err
  }

  /** Chef shows what it changes in files; nobody else's indented `-` and `+` are a file's. */
  isDiff(line: Line): boolean {
    return this.showsDiffs && line.stream === 'out' && isDiffLine(line.text)
  }

  /** Lines of the same stream before a line, nearest first. */
  above(line: Line, reach: number): Line[] {
    return this.stream(line)
      .slice(Math.max(0, line.index - reach), line.index)
      .reverse()
  }

  /** Lines of the same stream after a line, nearest first. */
  below(line: Line, reach: number): Line[] {
    return this.stream(line).slice(line.index + 1, line.index + 1 + reach)
  }

  /** The last line said that matches, on either stream. */
  find(pattern: RegExp): RegExpExecArray | undefined {
    for (let at = this.lines.length - 1; at >= 0; at--) {
      const line = this.lines[at]
      const match = line?.kind === 'said' ? pattern.exec(line.said) : null
      if (match) return match
    }
    return this.#around?.find(pattern)
  }

  /** Whether any line holds the text, of the whole step too where only a part of it is looked at. */
  mentions(text: string): boolean {
    return this.lines.some(({ said }) => said.includes(text)) || (this.#around?.mentions(text) ?? false)
  }

  /** The last command, traced or echoed, that matches. */
  commanded(pattern: RegExp): RegExpExecArray | undefined {
    for (let at = this.lines.length - 1; at >= 0; at--) {
      const line = this.lines[at]
      const match = line && line.kind !== 'said' ? pattern.exec(line.said) : null
      if (match) return match
    }
    return this.#around?.commanded(pattern)
  }
}
