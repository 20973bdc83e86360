import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { variables } from '../lib/settings'

const guide = readFileSync('HOSTING.md', 'utf8')
const listed = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)

it('the table of settings names every one the server reads, once', () => {
  for (const name of Object.keys(variables)) expect(listed).toContain(name)
  expect(new Set(listed).size).toBe(listed.length)
})

it('the table names no setting the code does not know', () => {
  const code = ['lib/settings.ts', 'lib/settings-aws.ts', 'next.config.js']
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  for (const name of listed) expect(code).toContain(name)
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
