import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { documentation } from '../../lib/settings/grammar'
import { secrets, variables } from '../../lib/settings/variables'

const between = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/

/** HOSTING.md's table of settings, drawn from their schema. */
function settingsTable(): string {
  const rows = Object.entries(variables).map(([name, schema]) => {
    const { shown, meaning } = documentation.get(schema) ?? { shown: '', meaning: '' }
    return `| \`${name}\` | ${shown} | ${meaning} |`
  })
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** `UPDATE_HOSTING=1 npx vitest run e2e/documents/hosting-docs.test.ts` writes it anew. */
it('the table of settings is the schema’s own', () => {
  const guide = readFileSync('HOSTING.md', 'utf8')
  const drawn = guide.replace(between, (_, start, end) => `${start}${settingsTable()}${end}`)
  expect(guide).toMatch(between)
  if (process.env.UPDATE_HOSTING) writeFileSync('HOSTING.md', drawn)
  else expect(guide).toBe(drawn)
})

it('every setting says what it means', () => {
  for (const [name, schema] of Object.entries(variables))
    expect([name, documentation.get(schema)?.meaning]).toEqual([name, expect.stringMatching(/\w{3}/)])
})

it('the guide names every secret’s file', () => {
  const guide = readFileSync('HOSTING.md', 'utf8')
  for (const name of secrets) expect(guide).toContain(`\`${name}_FILE\``)
})

it('no file of the app reads a variable of the environment that the schema does not know', () => {
  // AWS's SDK, Node, Next and the build have their own.
  const others = /^(AWS_\w+|NODE_ENV|NEXT_\w+|__NEXT_\w+|CAUSE_ENGINE)$/
  const read = ['lib', 'app', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|fixture/.test(file))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/process\.env\.([A-Z_]+)/g)])
      .map(([, name = '']) => name),
  )
  expect(read.filter((name) => !others.test(name) && !(name in variables))).toEqual([])
})

it('the pages for those who run it link to files that exist', () => {
  for (const page of ['HOSTING.md', 'SECURITY.md', 'TROUBLESHOOTING.md']) {
    const text = readFileSync(page, 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect([target, existsSync(target)]).toEqual([target, true])
    for (const [, file = ''] of text.matchAll(/`(lib\/[\w/.-]+\.ts)`/g))
      expect([file, existsSync(file)]).toEqual([file, true])
  }
})
