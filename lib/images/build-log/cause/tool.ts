import type { BuildAgain, Change, Side } from '../outline-schema'
import type { Line } from './line'
import type { Scene } from './scene'

/** What sort of thing went wrong: decides which failure can explain which (see explains.ts). */
export type Kind =
  | 'account'
  | 'device'
  | 'archive'
  | 'check'
  | 'command'
  | 'compile'
  | 'config'
  | 'container'
  | 'credentials'
  | 'crash'
  | 'disk'
  | 'download'
  | 'driver'
  | 'file'
  | 'image-builder'
  | 'language'
  | 'line-ends'
  | 'lock'
  | 'memory'
  | 'module'
  | 'network'
  | 'package'
  | 'package-script'
  | 'permission'
  | 'prompt'
  | 'repository'
  | 'restart'
  | 'script'
  | 'service'
  | 'timeout'
  | 'vcs'
  | 'wrapper'

/** A case of a failure: what the line means beside what stands around it. The first whose `when` holds speaks. */
export interface Case {
  id: string
  /** Absent: the general case, the last one. */
  when?: (sight: Sight) => boolean
  /** What happened, with the names. `$1` is the failure's first group that matched. */
  says: string | ((sight: Sight) => string)
  advice: string | ((sight: Sight) => string)
  side: Side
  /** Whether the same build can end well without a change. */
  again: BuildAgain
  change?: Change[] | ((sight: Sight) => Change[])
  url?: string
  /** Whether a build that passes with it is broken all the same: a warning on a good build. */
  breaks?: boolean
  /** Whether the lines prove it: only such a case may be called sure. */
  proven?: boolean
  /** The step's exit code in the example; absent: 1. */
  exit?: number
  /** Facts of the build that the example needs. */
  facts?: Readonly<Record<string, string>>
  /** Lines as the tools print them (stderr; `out: …` on stdout, `+ …` traced), from which this case must be told. */
  example: readonly string[]
}

/** One way in which a tool fails. */
export interface Failure {
  kind: Kind
  /** Matched against `Line.said`. */
  line: RegExp
  /** The line only closes or sums up: one that tells, before it or on the other stream, says more. */
  closes?: boolean
  /** Where the reason stands when it is not the line itself. */
  reason?: (sight: Sight) => Line | undefined
  /** Neighbours that are quoted with it. */
  quotes?: (sight: Sight) => readonly Line[]
  /** Exit codes with which the tool says this. */
  exits?: readonly number[]
  /** Harmless where it stands; a later step may fail of it. */
  latent?: boolean
  /** Asked only when no tool knows the line more exactly. */
  general?: boolean
  /** Something is not there: a failure before it that could have brought it explains it. */
  absent?: boolean
  /** Its words stand in harmless lines too: it tells something only where a line complains. */
  faint?: boolean
  /** Says that what ran before it failed: right behind another complaint it is that one’s consequence. */
  follows?: boolean
  /** Often got over: a script that tidies up or looks whether something is there. */
  minor?: boolean
  cases: readonly Case[]
}

/** A tool that image builds use: how its failures read, and what they mean. One file each, named in tools/index.ts. */
export interface Tool {
  name: string
  failures: readonly Failure[]
  /** Lines that end a failure of the tool and say nothing about it. */
  closers?: readonly RegExp[]
  /** Lines with frightening words that mean nothing. */
  noise?: readonly RegExp[]
}

/** A failure seen in a line, with the view from there. */
export class Sight {
  readonly scene: Scene
  readonly line: Line
  readonly match: RegExpExecArray

  constructor(scene: Scene, line: Line, match: RegExpExecArray) {
    this.scene = scene
    this.line = line
    this.match = match
  }

  /** The n-th group; without n the first that matched. Ends of sentences and quotes are cut off. */
  name(n?: number): string {
    const found = n === undefined ? this.match.slice(1).find((group) => group !== undefined) : this.match[n]
    return (found ?? '')
      .trim()
      .replace(/[.,;:'"`]{1,200}$/, '')
      .replace(/^['"`]/, '')
  }

  /** Whether anything said in the step matches. */
  has(pattern: RegExp): boolean {
    return this.scene.find(pattern) !== undefined
  }

  find(pattern: RegExp): RegExpExecArray | undefined {
    return this.scene.find(pattern)
  }

  /** Whether the script, as far as it is shown, holds it. */
  commanded(pattern: RegExp): boolean {
    return this.scene.commanded(pattern) !== undefined
  }

  /** Whether it is said or commanded anywhere in the step. */
  shows(pattern: RegExp): boolean {
    return this.has(pattern) || this.commanded(pattern)
  }

  /** The nearest line before this one, on its stream, that matches. */
  above(pattern: RegExp, reach = 40): RegExpExecArray | undefined {
    for (const line of this.scene.above(this.line, reach)) {
      const match = pattern.exec(line.said)
      if (match) return match
    }
    return undefined
  }

  below(pattern: RegExp, reach = 20): RegExpExecArray | undefined {
    for (const line of this.scene.below(this.line, reach)) {
      const match = pattern.exec(line.said)
      if (match) return match
    }
    return undefined
  }

  lineAbove(pattern: RegExp, reach = 40): Line | undefined {
    return this.scene.above(this.line, reach).find(({ said, kind }) => kind === 'said' && pattern.test(said))
  }

  lineBelow(pattern: RegExp, reach = 20): Line | undefined {
    return this.scene.below(this.line, reach).find(({ said, kind }) => kind === 'said' && pattern.test(said))
  }

  fact(name: string): string {
    return this.scene.facts[name] ?? ''
  }
}
