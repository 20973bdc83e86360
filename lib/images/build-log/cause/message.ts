import { isChatter } from '../error-like'
import { isVague } from './closing'
import type { Line } from './line'

/** What one program said in one go: lines that belong together, and the one among them that holds the reason. */
export interface Message {
  lines: readonly Line[]
  reason: Line
}

const REACH = 8
/** So far down a chain of causes is followed. */
const CHAIN = 40
/** So far apart a box’s upper and lower edge may stand. */
const BOX = 24

/** The message that a line is part of. */
export function messageOf(stream: readonly Line[], line: Line): Message {
  const lines = boxAround(stream, line) ?? joined(stream, line)
  return { lines, reason: reasonOf(lines) }
}

/** A ruler of dashes, stars or the like, whatever program’s name stands in front. */
const RULER = /^(?:[\w.-]{1,30}: )?(?:[A-Z]{4,7}: )?(?:[-=*#~_!]{12,}|[|+][-=]{10,}[|+])$/

const isRuler = (line: Line | undefined) => line !== undefined && RULER.test(line.said)

/** The text between two rulers, which programs draw around what they want read. */
function boxAround(stream: readonly Line[], line: Line): Line[] | undefined {
  let top = line.index
  while (top >= 0 && line.index - top < BOX && !isRuler(stream[top])) top--
  let bottom = line.index
  while (bottom < stream.length && bottom - line.index < BOX && !isRuler(stream[bottom])) bottom++
  if (!isRuler(stream[top]) || !isRuler(stream[bottom]) || bottom - top > BOX || bottom - top < 2)
    return undefined
  return stream.slice(top + 1, bottom).filter(({ kind, said }) => kind === 'said' && said !== '')
}

function joined(stream: readonly Line[], line: Line): Line[] {
  const lines = [line]
  for (let at = line.index - 1; line.index - at <= REACH; at--) {
    const before = stream[at]
    const first = lines[0]
    if (!before || !first || before.kind !== 'said') break
    if (before.said === '') {
      if (!isCausedBy(first.said)) break
      continue
    }
    if (!continues(before, first)) break
    lines.unshift(before)
  }
  // A chain of causes is as long as it is; else a message has few lines.
  for (let at = line.index + 1, reach = at + REACH; at < reach; at++) {
    const next = stream[at]
    const last = lines.at(-1)
    if (!next || !last || next.kind !== 'said') break
    if (isCausedBy(next.said) && at - line.index < CHAIN) reach = at + REACH
    if (next.said === '') {
      const after = stream[at + 1]
      if (!after || !isCausedBy(after.said)) break
      continue
    }
    if (!continues(last, next)) break
    lines.push(next)
  }
  return lines
}

export const isCausedBy = (said: string) => /^(?:Caused by|Reason|Cause|Details?|Because)\b/.test(said)

/** What a program advises after it has said what is wrong. */
const ADVICE =
  /^(?:\W{0,4}(?:hint|tip|note|help): )?(?:Please|Use|Try|Run|Consider|Check|You (?:may|can|should|need|must|might|could)|See|To (?:\w+) .{0,80}(?:run|call|use|add|set)|Perhaps|Maybe|Did you|Add|Make sure|Ensure|If (?:you|this|that|the)|Note that|For (?:more|details|best|further)|We )\b/

export const isAdvice = (said: string): boolean => ADVICE.test(said) || ADVICE.test(behindName(said))

/** What a program says behind its name, as a sentence begins. */
const behindName = (said: string) =>
  said.replace(/^[\w./-]{1,30}: ([a-z]?)/, (_, first: string) => first.toUpperCase())

const BEGINS_ANEW = /^[\w./+-]{1,60}(?:\[\d{1,8}\])?: |^\+ |^\[|^[*>] /

function continues(before: Line, next: Line): boolean {
  if (isRuler(before) || isRuler(next) || isChatter(next.said)) return false
  if (isCausedBy(next.said) || isAdvice(next.said)) return true
  if (/:$/.test(before.said)) return next.indent >= before.indent
  if (
    next.carried === before.carried &&
    next.indent > before.indent &&
    !BEGINS_ANEW.test(before.said.slice(0, 2))
  )
    return saysSomething(before)
  return (
    /^[a-z(]/.test(next.said) &&
    !BEGINS_ANEW.test(next.said) &&
    before.said.length > 24 &&
    !/[.!?;)]$/.test(before.said) &&
    before.said.split(' ').length > 3 &&
    next.said.split(' ').length > 2
  )
}

/** A line that complains may have details below it; one that only counts or lists what is done has none. */
const saysSomething = ({ said }: Line) =>
  /error|fail|fatal|cannot|could not|unable|invalid|exception|denied|not |went wrong|problem/i.test(said)

function reasonOf(lines: readonly Line[]): Line {
  const [head] = lines as [Line]
  const caused = lines.findLastIndex(({ said }) => isCausedBy(said))
  const after = lines[caused + 1]
  if (caused >= 0) {
    const own = lines[caused]?.said.replace(/^[\w ]{5,12}:? ?/, '') ?? ''
    if (own.length > 8) return lines[caused] as Line
    if (after) return deeper(lines, caused + 1)
  }
  return deeper(lines, 0) ?? head
}

/** Behind lines that only announce what comes (`…:`), or say that something failed, and not why. */
function deeper(lines: readonly Line[], from: number): Line {
  for (const line of lines.slice(from)) {
    if (isAdvice(line.said)) break
    if (/:$/.test(line.said) || isVague(line.said) || /^[-*>|]?\s*$/.test(line.said)) continue
    return line
  }
  return lines[from] as Line
}
