import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

export interface WrittenPattern {
  /** `lib/images/regions.ts:12` */
  place: string
  source: string
  flags: string
}

/** Every regular expression that the product's code writes, and where it makes one of a text instead. */
export function patternsOfCode(): { literals: WrittenPattern[]; constructed: string[] } {
  const found = { literals: [] as WrittenPattern[], constructed: [] as string[] }
  for (const file of codeFiles()) {
    const code = readFileSync(file, 'utf8')
    const placeOf = (start: number) => `${file}:${code.slice(0, start).split('\n').length}`
    visit(parseSync(file, code).program, (node) => {
      const { type, start = 0, regex, callee } = node
      if (type === 'Literal' && regex)
        found.literals.push({ place: placeOf(start), source: regex.pattern, flags: regex.flags })
      const constructs = (type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp'
      if (constructs) found.constructed.push(file)
    })
  }
  found.constructed.sort()
  return found
}

function codeFiles(): string[] {
  return ['app', 'components', 'lib']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|[-/]fixture\./.test(file))
}

interface Node {
  type?: string
  start?: number
  regex?: { pattern: string; flags: string }
  callee?: { name?: string }
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) see(node)
  for (const part of Object.values(node)) visit(part, see)
}
