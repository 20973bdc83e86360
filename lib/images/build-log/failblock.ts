import { diagnose } from './cause/diagnose'
import { cleanLine } from './clean-line'
import type { EvidenceLine } from './evidence'
import type { Outline } from './outline-schema'
import { readStderr } from './shell-echo'

type Failblock = NonNullable<Outline['failblock']>
type Anchor = { timestamp: number; ordinal: number }

const FIELD = /^ *(Document|ComponentArn|Phase|Step|Action|ErrorMessage|Stderr): ?(.*)$/

const NAMES = {
  Document: 'document',
  ComponentArn: 'componentArn',
  Phase: 'phase',
  Step: 'step',
  Action: 'action',
  ErrorMessage: 'errorMessage',
} as const satisfies Record<string, keyof Failblock>

const MOST_STDERR_LINES = 2000

/** The summary of the first failed step that newer builds print: one event or one per line, stderr last. */
export class FailblockReader {
  #block: Failblock | undefined
  #stderr: EvidenceLine[] | undefined

  /** Whether lines without a field still belong to the block's stderr. */
  get isOpen(): boolean {
    return this.#stderr !== undefined
  }

  push(message: string, at: Anchor): void {
    this.#block ??= { at }
    for (const [line, text] of message.split('\n').entries()) {
      const field = this.#stderr ? null : FIELD.exec(text)
      if (field?.[1] === 'Stderr')
        this.#stderr = [{ text: cleanLine(field[2] ?? ''), stream: 'err', kind: 'said', at, line }]
      else if (field) this.#block[NAMES[field[1] as keyof typeof NAMES]] = cleanLine(field[2] ?? '').trim()
      else if (this.#stderr && this.#stderr.length < MOST_STDERR_LINES)
        this.#stderr.push({ text: cleanLine(text), stream: 'err', kind: 'said', at, line })
    }
  }

  read(): Failblock | undefined {
    const block = this.#block
    if (!block) return undefined
    const lines = this.#stderr ?? []
    const kinds = readStderr(lines.map((line) => line.text))
    const finding = diagnose(
      lines.map((line, index) => ({ ...line, kind: kinds[index] ?? 'said' })),
      { step: block.step },
    )
    if (finding.ruleId !== 'last-line' && finding.lines.length > 0) return { ...block, finding }
    if (!block.errorMessage) return block
    return {
      ...block,
      finding: {
        ruleId: 'error-message',
        sentence: 'Image Builder names the failed step and how it ended, but not why.',
        sure: false,
        certainty: 'unrecognised',
        lines: [{ text: block.errorMessage, at: block.at }],
      },
    }
  }
}
