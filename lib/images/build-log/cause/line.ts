import type { EvidenceLine } from '../evidence'
import { isTrace } from '../shell-echo'

/** A line of the failed step with what only carries it taken off, as the tools' patterns read it. */
export interface Line extends EvidenceLine {
  /** Without time, logger, tag, terminal's leavings and indentation; at most 2,000 characters. */
  said: string
  /** Blanks in front of `said`, after what was taken off. */
  indent: number
  /** Whether something was taken off in front of it. */
  carried: boolean
  /** Its place among the lines of its stream. */
  index: number
}

const LONGEST = 2000
const CHUNK = 800

/** What loggers, terminals and pipes put in front of a line that is not theirs. */
const CARRIERS: readonly RegExp[] = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z\d][\w ]{4,6} \d\d:\d\d:\d\d (?:[AP]M )?(?:[A-Z]{3,5} )?\d{4}:? /,
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?: UTC)?(?: ?[:|>](?= )| -(?= ))? ?/,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?(?: ?[:|>](?= )| -(?= ))? /,
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,64} [\w./@-]{1,64}(?:\[\d{1,8}\])?: /,
  /^(?!g?make\[|ninja\[)[\w./-]{1,40}\[\d{1,8}\]: /,
  /^\[(?:stdout|stderr|out|err|STDOUT|STDERR)\] ?/,
  /^(?:stdout|stderr) ?[:|] /,
  /^(?:==> )?amazon-\w{2,12}(?:\.[\w-]{1,40})?: (?=\S)/,
  /^==> (?!Error: |Warning: )[\w.-]{1,40}: /,
  /^#\d{1,4} (?:\d{1,6}\.\d{1,4} )?/,
  /^(?:TASK|RUNNING) output: /,
  // Spack’s list of what its build log complains of
  /^>> \d{1,7} {2,8}/,
  // curl's meter, which its last word may follow on the same line
  /^(?=[\s\d])[\s\d.:kMGT-]{20,}(?=curl: )/,
]

/** Tags that are words of their own: `E: …`, `ERROR: …` and names of tools belong to what is said. */
const TAG = /^(?:\[[\w .:/@-]{1,40}\]|[\w-]{1,40}(?:\.\w{1,5}|-\w{1,20})+:|[\w.-]{1,30} ?[|>]) ?/
const LEVEL = /^\[? ?(?:E|W|N|ERROR|Error|error|FATAL|fatal|FAIL(?:ED)?|WARN(?:ING)?|INFO|DEBUG|MIRROR) ?\]?/

/** The lines of a step with `said`, tags that most of a stream carries taken off, long JSON opened. */
export function readLines(lines: readonly EvidenceLine[]): Line[] {
  const tag = commonTag(lines)
  const count = { out: 0, err: 0 }
  const read: Line[] = []
  for (const line of lines)
    for (const part of partsOf(line)) {
      const { said, indent, carried } = withoutCarriers(part.text, tag)
      const kind = part.kind === 'said' && said !== part.text && isTrace(said) ? 'trace' : part.kind
      read.push({ ...part, kind, said, indent, carried, index: count[line.stream]++ })
    }
  return read
}

function withoutCarriers(text: string, tag: string | undefined): Pick<Line, 'said' | 'indent' | 'carried'> {
  const whole = text.length > LONGEST ? text.slice(0, LONGEST) : text
  let rest = whole
  for (let pass = 0; pass < 3; pass++) {
    const before = rest
    const bare = rest.trimStart()
    for (const carrier of CARRIERS) {
      const found = carrier.exec(bare)
      if (found?.[0]) {
        rest = bare.slice(found[0].length)
        break
      }
    }
    const tagged = tag === undefined ? null : TAG.exec(rest.trimStart())
    if (tagged && masked(tagged[0]) === tag) rest = rest.trimStart().slice(tagged[0].length)
    if (rest === before) break
  }
  const said = rest.trim()
  return { said, indent: rest.length - rest.trimStart().length, carried: rest !== whole }
}

const masked = (tag: string) => tag.replace(/\d/g, '0')

/** The tag in front of most lines of a step, digits masked. */
function commonTag(lines: readonly EvidenceLine[]): string | undefined {
  const seen = new Map<string, number>()
  let total = 0
  for (const line of lines) {
    if (line.kind !== 'said' || line.text.trim() === '') continue
    total++
    const tag = TAG.exec(line.text.trimStart())?.[0]
    if (tag && !LEVEL.test(tag)) seen.set(masked(tag), (seen.get(masked(tag)) ?? 0) + 1)
  }
  const [most] = [...seen].sort((a, b) => b[1] - a[1])
  return most && total >= 2 && most[1] >= 2 && most[1] >= total * 0.6 ? most[0] : undefined
}

/** JSON in a line (Ansible's results, structured logs) as the lines that its strings hold; an overlong line in pieces. */
function partsOf(line: EvidenceLine): EvidenceLine[] {
  const { text } = line
  const brace = text.indexOf('{')
  if (brace >= 0 && text.indexOf('"', brace) > 0) {
    const inner = stringsOf(text.slice(brace))
    if (inner.length > 0) {
      const first = text.length > LONGEST ? `${text.slice(0, 1000)}…` : text
      return [first, ...inner].map((said) => ({ ...line, text: said }))
    }
  }
  if (text.length <= LONGEST) return [line]
  const pieces = text.includes('\\n') ? text.split('\\n') : chunks(text)
  return pieces.map((said) => ({ ...line, text: said }))
}

const SPEAKING = new Set([
  'msg',
  'failures',
  'message',
  'error',
  'err',
  'stderr',
  'module_stderr',
  'stdout',
  'module_stdout',
  'log',
  'reason',
  'errorMessage',
  'exception',
  'detail',
])
const MOST_STRINGS = 400

function stringsOf(json: string): string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return []
  }
  const said: string[] = []
  const walk = (value: unknown, speaks: boolean, depth: number): void => {
    if (said.length >= MOST_STRINGS || depth > 5) return
    if (typeof value === 'string' && speaks)
      said.push(...value.split('\n').filter((text) => text.trim() !== ''))
    else if (Array.isArray(value)) for (const item of value) walk(item, speaks, depth + 1)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value))
        walk(item, SPEAKING.has(key) || (speaks && typeof item === 'object'), depth + 1)
  }
  walk(parsed, false, 0)
  return said.slice(0, MOST_STRINGS)
}

function chunks(text: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at + CHUNK)
    const end = space < 0 || space > at + 2 * CHUNK ? at + 2 * CHUNK : space
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}
