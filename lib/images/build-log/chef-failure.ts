import type { Line } from './cause/line'
import type { EvidenceLine } from './evidence'
import { isTrace } from './shell-echo'

/** What Chef says about its own failure. */
export interface ChefFailure {
  /** Chef's own line. */
  said: EvidenceLine
  /** What the cause is to be read from, on the streams of the command that failed. */
  lines: EvidenceLine[]
  recipe?: string
  resource?: string
  /** No cookbook was found: the reason lies in an earlier step. */
  missingCookbook: boolean
}

const FATAL = /^FATAL: (?!Stacktrace dumped|-{5,}|PLEASE PROVIDE)/
/** Chef's own lines begin with a time in brackets, whatever a pipe puts before it. */
const isFatal = ({ said, text }: Line) => FATAL.test(said) && /\d\] FATAL: /.test(text)
const ENDS_MESSAGE = /^(?:Cookbook Trace|Resource Declaration|Compiled Resource|System Info):|^---- /
const isChefLog = ({ text }: Line) => /\d\] [A-Z]{4,5}: /.test(text)
/** An exception's class, and nothing said. */
const EMPTY_MESSAGE = /(?:had an error|FATAL): (?:[\w:]+: ?)?$/
const LONGEST_MESSAGE = 200
const BLOCK_START = /^---- Begin output of /
const BLOCK_END = /^---- End output of /
const EXPECTED = /Expected process to exit with|ShellCommandFailed/
const HAD_ERROR = / \(([\w:-]+ line \d+)\) had an error: /g

/**
 * Reads why a Chef run failed, in this order: the last FATAL that says something; for a failed command, what the
 * command wrote on stderr, from the block after it (or, without one, before it); without FATAL, the last error
 * block. Null when no Chef failure is in the lines.
 */
export function readChefFailure(all: readonly Line[]): ChefFailure | null {
  const lines = afterLastGoodRun(all)
  const missing = lines.find((line) => /^No such cookbook: /.test(line.said))
  const at = lines.findLastIndex(isFatal)
  const fatal = lines[at]
  if (missing && (!fatal || /Net::|412|Precondition|cookbook/i.test(fatal.said)))
    return { said: missing, lines: [missing], missingCookbook: true }
  if (fatal) return { ...placeOf(fatal.said), said: fatal, lines: linesOf(lines, at), missingCookbook: false }
  const block = lines.findLastIndex((line) =>
    /^Error executing action `|^Recipe Compile Error in /.test(line.said),
  )
  if (block < 0) return null
  const message = messageOfBlock(lines, block)
  if (message < 0) return null
  const named = /on resource '(.{0,500})'/.exec(lines[block]?.said ?? '')?.[1]
  const said = lines[message] as Line
  return {
    ...(named ? { resource: named } : {}),
    ...placeOf(said.said),
    said,
    lines: linesOf(lines, message),
    missingCookbook: false,
  }
}

/** A run that completed took its errors in its stride. */
function afterLastGoodRun(lines: readonly Line[]): readonly Line[] {
  const good = lines.findLastIndex(({ said }) =>
    /^(?:Infra Phase complete|(?:Cinc|Chef(?: Infra)?) Client finished)\b/.test(said),
  )
  return lines.slice(good + 1)
}

/** What there is to read of the failure: the rest of the message, or what the command that failed wrote. */
function linesOf(lines: readonly Line[], at: number): EvidenceLine[] {
  const line = lines[at]
  if (!line) return []
  if (EXPECTED.test(line.said)) {
    const block = blockAfter(lines, at) ?? blockBefore(lines, at)
    return block ? [...block.out, ...block.err] : []
  }
  const message: EvidenceLine = { ...line, text: innermost(line.said), quoted: line.text, stream: 'err' }
  if (!/:\s*$/.test(line.said)) return [message]
  const rest: EvidenceLine[] = []
  for (const next of lines.slice(at + 1)) {
    if (isChefLog(next) || ENDS_MESSAGE.test(next.said) || rest.length === LONGEST_MESSAGE) break
    if (next.said !== '') rest.push({ ...next, text: next.said, quoted: next.text, stream: 'err' })
  }
  // An exception's class, and nothing said: the line after it belongs to it.
  const [first] = rest
  if (EMPTY_MESSAGE.test(line.said) && first)
    return [{ ...first, quoted: `${line.text.trim()}\n${first.text}` }, ...rest.slice(1)]
  return [message, ...rest]
}

/** The last ` had an error: ` of Chef's chain, without the exception's class where a sentence follows. */
function innermost(text: string): string {
  const body = text.replace(/^FATAL: /, '').trim()
  const segment = body.split(' had an error: ').at(-1) ?? body
  return segment.replace(
    /^(?:RuntimeError|StandardError|Mixlib::ShellOut::\w+|Chef::Exceptions::(?:Package|Exec|Service)): (?=\S)/,
    '',
  )
}

interface Block {
  out: EvidenceLine[]
  err: EvidenceLine[]
}

function blockAfter(lines: readonly Line[], at: number): Block | undefined {
  const start = lines.findIndex((line, index) => index > at && BLOCK_START.test(line.said))
  return start < 0 ? undefined : readBlock(lines, start)
}

function blockBefore(lines: readonly Line[], at: number): Block | undefined {
  const start = lines.findLastIndex((line, index) => index < at && BLOCK_START.test(line.said))
  return start < 0 ? undefined : readBlock(lines, start)
}

function readBlock(lines: readonly Line[], start: number): Block {
  const block: Block = { out: [], err: [] }
  const base = lines[start]?.indent ?? 0
  let part: 'out' | 'err' = 'out'
  for (const line of lines.slice(start + 1)) {
    if (BLOCK_END.test(line.said)) break
    const mark = /^STD(OUT|ERR): ?(.*)$/.exec(line.said)
    if (mark) part = mark[1] === 'ERR' ? 'err' : 'out'
    const text = mark ? (mark[2] ?? '') : ' '.repeat(Math.max(0, line.indent - base)) + line.said
    const kind = isTrace(text) ? 'trace' : 'said'
    block[part].push({ ...line, text, quoted: mark ? text : line.text, stream: part, kind })
  }
  return block
}

/** The index of an error block's message: the first line after the exception's class and its underline. */
function messageOfBlock(lines: readonly Line[], start: number): number {
  const underline = lines.findIndex((line, index) => index > start && /^-{4,}$/.test(line.said))
  if (underline < 0) return -1
  return lines.findIndex((line, index) => index > underline && line.said !== '')
}

function placeOf(text: string): { recipe?: string; resource?: string } {
  for (const { 1: recipe = '', index } of [...text.matchAll(HAD_ERROR)].reverse()) {
    const resource = resourceBefore(text, index)
    if (resource) return { resource, recipe }
  }
  return {}
}

/** `bash[set up nodes[0]]`, if that is what ends here and begins the text or follows a colon. */
function resourceBefore(text: string, end: number): string | undefined {
  let depth = 0
  let open = end
  do {
    open--
    if (text[open] === ']') depth++
    else if (text[open] === '[') depth--
  } while (depth > 0 && open > 0)
  if (open === end - 1) return undefined
  const type = /[\w-]{1,100}$/.exec(text.slice(Math.max(0, open - 100), open))?.[0]
  if (!type) return undefined
  const start = open - type.length
  return start === 0 || text.slice(0, start).endsWith(': ') ? text.slice(start, end) : undefined
}
