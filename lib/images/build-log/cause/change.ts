import type { Change } from '../outline-schema'

/** A change of the build's configuration: `config('Build/Imds/ImdsSupport', 'v1.0')`. `[]` in a key is a list. */
export function config(path: string, value: string | number | boolean): Change {
  const lines: string[] = []
  let indent = ''
  let item = ''
  const keys = path.split('/')
  for (const [index, key] of keys.entries()) {
    const name = key.replace(/\[\]$/, '')
    const end = index === keys.length - 1 ? ` ${value}` : ''
    lines.push(`${indent}${item}${name}:${end}`)
    indent += item === '' ? '  ' : '    '
    item = key.endsWith('[]') ? '- ' : ''
  }
  return { language: 'yaml', text: lines.join('\n') }
}

/** A change of the script that failed. */
export const shell = (...lines: string[]): Change => ({ language: 'bash', text: lines.join('\n') })

export const powershell = (...lines: string[]): Change => ({ language: 'powershell', text: lines.join('\n') })
