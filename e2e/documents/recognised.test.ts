import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { recognisedTable } from './recognised'

const BETWEEN = /(<!-- recognised -->\n)[\s\S]*?(\n<!-- \/recognised -->)/

/** `UPDATE_README=1 npx vitest run e2e/documents/recognised.test.ts` writes it anew. */
it('the README’s table of what is recognised is the code’s own', () => {
  const readme = readFileSync('README.md', 'utf8')
  const drawn = readme.replace(BETWEEN, (_, start, end) => `${start}${recognisedTable()}${end}`)
  expect(readme).toMatch(BETWEEN)
  if (process.env.UPDATE_README) writeFileSync('README.md', drawn)
  else expect(readme).toBe(drawn)
})
