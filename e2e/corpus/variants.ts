import { textStart, tokenOf, withoutConsolePrefix } from '../../lib/images/build-log/grammar'
import type { RawEvent } from '../../lib/images/build-log/paste'
import { readStderr } from '../../lib/images/build-log/shell-echo'

/** Other forms in which the same failure arrives. What is right of one has to be right of all. */
export const variants: readonly { name: string; of: (events: readonly RawEvent[]) => RawEvent[] }[] = [
  {
    name: 'phase',
    of: (events) => each(events, (message) => message.replace(/^Phase build$/, 'Phase validate')),
  },
  {
    name: 'ansi',
    of: (events) => said(events, (text) => (text.trim() ? `\u001b[31m${text}\u001b[0m` : text)),
  },
  {
    name: 'carriage return',
    of: (events) => said(events, (text) => (text.trim() ? `  3% done\r${text}` : text)),
  },
  {
    name: 'one millisecond',
    of: (events) => events.map(({ message }) => ({ timestamp: 1_700_000_000_000, message })),
  },
  { name: 'merged', of: merged },
  { name: 'prefixed', of: (events) => said(events, (text) => `[stdout] ${text}`) },
  { name: 'stamped', of: (events) => said(events, (text) => `2026-05-06T07:08:09.123Z ${text}`) },
  { name: 'tagged', of: (events) => said(events, (text) => `site-setup.sh: ${text}`) },
  { name: 'indented', of: (events) => said(events, (text) => `        ${text}`) },
  { name: 'crlf', of: (events) => said(events, (text) => `${text}\r`) },
  { name: 'traced', of: (events) => events.flatMap(traced) },
]

const each = (events: readonly RawEvent[], change: (message: string) => string): RawEvent[] =>
  events.map(({ timestamp, message }) => ({ timestamp, message: change(message) }))

/** Changes what programs said in the last step, line by line; AWSTOE's frame and the echoed script stay. */
function said(events: readonly RawEvent[], change: (text: string) => string): RawEvent[] {
  const from = lastStep(events)
  return events.map((event, index) => {
    if (index < from) return event
    const message = withoutConsolePrefix(event.message)
    const token = tokenOf(message)
    if (token !== 'stdout' && token !== 'stderr' && token !== 'stderr2') return event
    const start = textStart(token, message)
    const lines = message.slice(start).split('\n')
    const kinds = token === 'stdout' ? undefined : readStderr(lines)
    const changed = lines.map((text, at) =>
      kinds && (kinds[at] !== 'said' || text.trim() === '') ? text : change(text),
    )
    return { ...event, message: message.slice(0, start) + changed.join('\n') }
  })
}

/** Where the last step begins that said something. */
function lastStep(events: readonly RawEvent[]): number {
  return Math.max(
    0,
    events.findLastIndex(({ message }) => tokenOf(withoutConsolePrefix(message)) === 'step'),
  )
}

/** `exec 2>&1`: what went to stderr stands among stdout's lines, before the wrapper's last word. */
function merged(events: readonly RawEvent[]): RawEvent[] {
  const from = lastStep(events)
  const tail = events.slice(from)
  const stderr =
    tail.find(({ message }) => tokenOf(message) === 'stderr2') ??
    tail.find(({ message }) => tokenOf(message) === 'stderr')
  if (!stderr) return [...events]
  const token = tokenOf(stderr.message)
  const lines = stderr.message.slice(textStart(token, stderr.message)).split('\n')
  const kinds = readStderr(lines)
  const moved = lines
    .filter((text, at) => kinds[at] !== 'echo' && text.trim() !== '')
    .map((text): RawEvent => ({ timestamp: stderr.timestamp, message: `Stdout: ${text}` }))
  const echo = lines.filter((_, at) => kinds[at] === 'echo').join('\n')
  const rest = tail.map((event) => {
    const own = tokenOf(event.message)
    if (own !== 'stderr' && own !== 'stderr2') return event
    return { ...event, message: `${event.message.slice(0, textStart(own, event.message))}${echo}` }
  })
  const wrapper = rest.findLastIndex(({ message }) =>
    /^Stdout: ERROR - Script execution failure/.test(message),
  )
  const end =
    wrapper >= 0 ? wrapper : rest.findLastIndex(({ message }) => tokenOf(message) === 'stdout') + 1 || 2
  return [...events.slice(0, from), ...rest.slice(0, end), ...moved, ...rest.slice(end)]
}

/** A trace of a command before each step's stderr. */
function traced(event: RawEvent): RawEvent[] {
  const token = tokenOf(event.message)
  if (token !== 'stderr' && token !== 'stderr2') return [event]
  const start = textStart(token, event.message)
  return [
    {
      ...event,
      message: `${event.message.slice(0, start)}+ echo begin\n+ cd /tmp\n${event.message.slice(start)}`,
    },
  ]
}
