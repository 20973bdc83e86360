import type { EvidenceLine } from '../evidence'
import { isTrace } from '../shell-echo'

/** The lines of a case's example: stderr, `out: …` on stdout, `+ …` traced; for tests. */
export function linesOfExample(example: readonly string[]): EvidenceLine[] {
  return example.map((text, line) => {
    const out = text.startsWith('out: ')
    const said = out ? text.slice(5) : text
    return {
      text: said,
      stream: out ? 'out' : 'err',
      kind: isTrace(said) ? 'trace' : 'said',
      at: { timestamp: 0, ordinal: line },
      line: 0,
    }
  })
}
