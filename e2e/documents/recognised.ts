import { allTools } from '../../lib/images/build-log/cause/tools'
import { reasonCases } from '../../lib/images/build-log/stack-reason-cases'

/** Names of cases that stand in a row: as many as can be read at a glance. */
const NAMED = 9

/** What the dashboard recognizes, as the README's table: drawn from the code, held to it by a test. */
export function recognisedTable(): string {
  const rows = allTools.map((tool): [string, string[]] => [
    tool.name,
    tool.failures.flatMap(({ cases }) => cases.map(({ id }) => id)),
  ])
  rows.push(['Image Builder and the stack alone', reasonCases.map(({ id }) => id)])
  const known = rows.map(([name, ids]): [string, string[]] => [name, [...new Set(ids)]])
  const total = new Set(known.flatMap(([, ids]) => ids)).size
  return [
    `${total} cases of ${known.length} tools. A row counts all cases of a tool and names some:`,
    '',
    '| tool | cases | among them |',
    '|---|--:|---|',
    ...known.map(([name, ids]) => `| ${name} | ${ids.length} | ${some(ids)} |`),
  ].join('\n')
}

/** Spread over all of them: what stands close together is alike. */
function some(ids: readonly string[]): string {
  const step = Math.max(1, ids.length / NAMED)
  const shown = Array.from({ length: Math.min(NAMED, ids.length) }, (_, n) => ids[Math.floor(n * step)] ?? '')
  return shown.map((id) => id.replaceAll('-', ' ')).join(', ')
}
