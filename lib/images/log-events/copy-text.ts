import type { EventColumns } from './held-log'
import { writtenLines } from './written-lines'

/** What a copied line is written with. */
export type CopyStyle = 'text' | 'timestamps'

/** Events as lines with LF, as they were written, without colours; with ISO times when wanted. */
export function copyText(
  { timestamps, messages }: EventColumns,
  style: CopyStyle,
  /** Only this line of each event. */
  only?: number,
): string {
  const lines: string[] = []
  messages.forEach((message, event) => {
    const prefix = style === 'timestamps' ? `${new Date(timestamps[event] ?? 0).toISOString()} ` : ''
    writtenLines(message).forEach((line, number) => {
      if (only === undefined || only === number) lines.push(prefix + line)
    })
  })
  return lines.join('\n')
}

/** A quotation for an issue or a chat: the address above, the lines fenced so that no line can end the fence. */
export const quotation = (text: string, address: string): string => `${address}\n\n${fenced(text)}\n`

/** Text as Markdown that shows it as it is. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
