import type { BuildAgain, Side } from '../../../outline-schema'
import type { Failure, Kind, Sight } from '../../tool'

/** What a message means whoever says it: one line of these tables. */
export interface Reading {
  id: string
  kind: Kind
  line: RegExp
  /** What it comes to, in front of the program’s own words. */
  says: string | ((sight: Sight) => string)
  advice: string
  side: Side
  again?: BuildAgain
  /** Something is not there: what should have brought it explains more. */
  absent?: boolean
  /** It tells something only on a line that complains: its words stand in harmless lines too. */
  faint?: boolean
  example: string
}

/** The program’s own words, without what only decorates them; of a long line the part that tells. */
export function words(s: Sight): string {
  const { said } = s.line
  const told = said.length > LONGEST ? said.slice(partOf(said, s.match.index)) : said
  return told
    .replace(/^\W{0,4}(?:ERROR|FATAL|Error|Fatal|error|fatal|FAILED)\W{1,3}/, '')
    .slice(0, LONGEST)
    .replace(/[.!\s]{1,20}$/, '')
}

const LONGEST = 200

/** Where the clause begins in which something was recognised. */
const partOf = (said: string, match: number): number => {
  const from = said.lastIndexOf(': ', match)
  return from < 0 || match - from > LONGEST / 2 ? Math.max(0, match - LONGEST / 4) : from + 2
}

export const asFailure = ({
  id,
  kind,
  line,
  says,
  advice,
  side,
  again = 'useless',
  absent = false,
  faint = false,
  example,
}: Reading): Failure => ({
  kind,
  line,
  general: true,
  absent,
  faint,
  cases: [
    {
      id,
      says: (s) => `${typeof says === 'string' ? says : says(s)}: ${words(s)}.`,
      advice,
      side,
      again,
      example: [example],
    },
  ],
})
