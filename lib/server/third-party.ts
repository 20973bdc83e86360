import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Package = { name: string; version: string; license?: string; author?: string | { name?: string } }

/** Left out of what is built, so that nobody need look into its licence. */
const leftOut = /^(sharp|@img\/)/

/** Writes what others made of the built folder: every package's licence in full, and a CycloneDX list of them all. */
export function writeThirdParty(folder: string): void {
  const texts = new Map<string, string>()
  for (const path of productionPackages()) {
    const of = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Package
    if (!leftOut.test(of.name)) texts.set(`${of.name} ${of.version}`, licenceText(path, of))
  }
  const notices = [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `${title}\n\n${text.trim()}\n`)
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`))
  const list = JSON.parse(npm('sbom', '--omit=dev', '--sbom-format=cyclonedx')) as {
    components: { name: string; group?: string }[]
  }
  const components = list.components.filter(
    ({ name, group }) => !leftOut.test(group ? `${group}/${name}` : name),
  )
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify({ ...list, components }, null, 1)}\n`)
}

function productionPackages(): string[] {
  const [, ...paths] = npm('ls', '--omit=dev', '--all', '--parseable').trim().split('\n')
  return paths
}

function licenceText(path: string, { license, author }: Package): string {
  const files = readdirSync(path).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name))
  if (files.length > 0) return files.map((name) => readFileSync(join(path, name), 'utf8')).join('\n')
  const who = typeof author === 'string' ? author : author?.name
  return `Licence: ${license ?? 'not told'}${who ? `, by ${who}` : ''}. The package has no text of it.`
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
