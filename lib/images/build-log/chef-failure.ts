import type { EvidenceLine } from './evidence'
import { ruleFor } from './rules'
import { selectLine } from './select-line'

/** What Chef says about its own failure. */
export interface ChefFailure {
  lines: EvidenceLine[]
  recipe?: string
  resource?: string
  /** No cookbook was found: the reason lies in an earlier step. */
  missingCookbook: boolean
}

const FATAL = /^\[[^\]]*\] FATAL: (?!Stacktrace dumped|-{5,}|PLEASE PROVIDE)(.*)$/
const ENDS_MESSAGE =
  /^\[[^\]]*\] [A-Z]+: |^\s*(?:Cookbook Trace|Resource Declaration|Compiled Resource|System Info):|^\s*---- /
/** An exception's class, and nothing said. */
const EMPTY_MESSAGE = /(?:had an error|FATAL): (?:[\w:]+: ?)?$/
const LONGEST_MESSAGE = 200
const BLOCK_START = /^\s*---- Begin output of /
const BLOCK_END = /^\s*---- End output of /
const EXPECTED = /Expected process to exit with|ShellCommandFailed/
const PLACE = /(?:^|: )([\w-]+\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]) \(([\w:-]+ line \d+)\) had an error: /g

/**
 * Reads why a Chef run failed, in this order: the last FATAL that says something; for a failed command, what the
 * command wrote on stderr, from the block after it (or, without one, before it); without FATAL, the last error
 * block. Null when no Chef failure is in the lines.
 */
export function readChefFailure(all: readonly EvidenceLine[]): ChefFailure | null {
  const lines = afterLastGoodRun(all)
  const missing = lines.find((line) => /^\s*No such cookbook: /.test(line.text))
  const at = lines.findLastIndex((line) => FATAL.test(line.text))
  const fatal = lines[at]
  if (missing && (!fatal || /Net::|412|Precondition|cookbook/i.test(fatal.text)))
    return { lines: [missing], missingCookbook: true }
  if (fatal) return { ...placeOf(fatal.text), lines: causeOf(lines, at), missingCookbook: false }
  const block = lines.findLastIndex((line) =>
    /Error executing action `|Recipe Compile Error in /.test(line.text),
  )
  if (block < 0) return null
  const message = messageOfBlock(lines, block)
  if (message < 0) return null
  const named = /on resource '(.*)'/.exec(lines[block]?.text ?? '')?.[1]
  return {
    ...(named ? { resource: named } : {}),
    ...placeOf(lines[message]?.text ?? ''),
    lines: causeOf(lines, message),
    missingCookbook: false,
  }
}

/** A run that completed took its errors in its stride. */
function afterLastGoodRun(lines: readonly EvidenceLine[]): readonly EvidenceLine[] {
  const good = lines.findLastIndex(({ text }) =>
    /^\s*(?:Infra Phase complete|(?:Cinc|Chef(?: Infra)?) Client finished)\b/.test(text),
  )
  return lines.slice(good + 1)
}

/** The FATAL line itself, the rest of its message, or what the command that failed wrote. */
function causeOf(lines: readonly EvidenceLine[], at: number): EvidenceLine[] {
  const line = lines[at]
  if (!line) return []
  if (!EXPECTED.test(line.text)) return /:\s*$/.test(line.text) ? withRest(lines, at) : [line]
  const block = blockAfter(lines, at) ?? blockBefore(lines, at)
  const chosen = block && (selectLine(block.err)?.by !== 'last' ? selectLine(block.err) : null)
  const fallback = block && (selectLine(block.out) ?? selectLine(block.err))
  const better =
    chosen ?? (fallback && fallback.by !== 'last' ? fallback : (selectLine(block?.err ?? []) ?? fallback))
  return [better?.line ?? line]
}

/** A message that ends in a colon goes on: `dnf-helper.py had stderr output:`, an exception without a text. */
function withRest(lines: readonly EvidenceLine[], at: number): EvidenceLine[] {
  const line = lines[at] as EvidenceLine
  if (ruleFor(line.text)?.rule.id === 'time-out') return [line]
  const rest: EvidenceLine[] = []
  for (const next of lines.slice(at + 1)) {
    if (ENDS_MESSAGE.test(next.text) || rest.length === LONGEST_MESSAGE) break
    if (next.text.trim() !== '') rest.push(next)
  }
  const chosen = selectLine(rest)
  if (chosen && chosen.by !== 'last') return [chosen.line]
  return EMPTY_MESSAGE.test(line.text) ? [line, ...rest.slice(0, 1)] : [line]
}

interface Block {
  out: EvidenceLine[]
  err: EvidenceLine[]
}

function blockAfter(lines: readonly EvidenceLine[], at: number): Block | undefined {
  const start = lines.findIndex((line, index) => index > at && BLOCK_START.test(line.text))
  return start < 0 ? undefined : readBlock(lines, start)
}

function blockBefore(lines: readonly EvidenceLine[], at: number): Block | undefined {
  const start = lines.findLastIndex((line, index) => index < at && BLOCK_START.test(line.text))
  return start < 0 ? undefined : readBlock(lines, start)
}

function readBlock(lines: readonly EvidenceLine[], start: number): Block {
  const block: Block = { out: [], err: [] }
  let part: 'out' | 'err' = 'out'
  for (const line of lines.slice(start + 1)) {
    if (BLOCK_END.test(line.text)) break
    const mark = /^\s*STD(OUT|ERR): ?(.*)$/.exec(line.text)
    if (mark) part = mark[1] === 'ERR' ? 'err' : 'out'
    const text = mark ? (mark[2] ?? '') : line.text.trimStart()
    if (/^\++ /.test(text)) continue
    block[part].push({ ...line, text, stream: part })
  }
  return block
}

/** The index of an error block's message: the first line after the exception's class and its underline. */
function messageOfBlock(lines: readonly EvidenceLine[], start: number): number {
  const underline = lines.findIndex((line, index) => index > start && /^\s*-{4,}\s*$/.test(line.text))
  if (underline < 0) return -1
  return lines.findIndex((line, index) => index > underline && line.text.trim() !== '')
}

function placeOf(text: string): { recipe?: string; resource?: string } {
  const last = [...text.matchAll(PLACE)].at(-1)
  return last?.[1] && last[2] ? { resource: last[1], recipe: last[2] } : {}
}
