import { plainLines } from './display-line'
import type { HeldLog } from './held-log'

/** What a copied line is written with. */
export type CopyStyle = 'text' | 'timestamps'

/** Held events `from` to `to` (included) as lines with LF, without colours; with ISO times when wanted. */
export function copyText(log: HeldLog, from: number, to: number, style: CopyStyle): string {
  const lines: string[] = []
  for (let event = Math.max(from, log.withheld); event <= to && event < log.messages.length; event++) {
    const prefix = style === 'timestamps' ? `${new Date(log.timestamps[event] ?? 0).toISOString()} ` : ''
    for (const line of plainLines(log.messages[event] ?? '')) lines.push(prefix + line)
  }
  return lines.join('\n')
}

/** A quotation for an issue or a chat: the address above, the lines fenced so that no line can end the fence. */
export function copyMarkdown(log: HeldLog, from: number, to: number, address: string): string {
  return `${address}\n\n${fenced(copyText(log, from, to, 'text'))}\n`
}

/** Text as Markdown that shows it as it is. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
