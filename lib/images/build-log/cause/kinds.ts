import type { Kind } from './tool'

/**
 * Which kinds of failure can explain which: a script without `set -e` goes on after its first failure, and what it
 * complains of last is a consequence. `loose`: also where the two name nothing in common, if they stand close.
 */
const EXPLAINED_BY: Partial<Record<Kind, { by: readonly Kind[]; loose: readonly Kind[] }>> = {
  file: {
    by: [
      'account',
      'device',
      'config',
      'download',
      'vcs',
      'archive',
      'package',
      'compile',
      'disk',
      'credentials',
      'network',
      'repository',
      'command',
      'driver',
      'permission',
    ],
    loose: ['prompt', 'download', 'vcs', 'archive', 'disk', 'compile', 'network', 'credentials'],
  },
  archive: {
    by: ['download', 'network', 'disk', 'credentials', 'vcs'],
    loose: ['download', 'network', 'disk', 'credentials'],
  },
  command: {
    by: [
      'prompt',
      'package',
      'repository',
      'download',
      'network',
      'compile',
      'vcs',
      'language',
      'file',
      'archive',
      'permission',
      'disk',
    ],
    loose: ['disk', 'archive', 'package', 'restart', 'prompt'],
  },
  package: {
    by: ['repository', 'network', 'download', 'credentials', 'lock', 'disk', 'compile'],
    loose: ['config', 'repository', 'network', 'download', 'lock', 'disk'],
  },
  repository: {
    by: ['network', 'disk', 'credentials', 'lock', 'permission', 'config'],
    loose: ['network', 'disk', 'lock', 'permission', 'config'],
  },
  network: { by: ['crash', 'service'], loose: ['crash', 'service'] },
  service: {
    by: [
      'config',
      'package',
      'file',
      'permission',
      'driver',
      'module',
      'command',
      'download',
      'package-script',
      'repository',
      'archive',
    ],
    loose: [],
  },
  compile: {
    by: [
      'config',
      'package',
      'repository',
      'download',
      'vcs',
      'file',
      'command',
      'disk',
      'memory',
      'archive',
      'network',
      'language',
    ],
    loose: ['config', 'prompt', 'disk', 'memory', 'vcs'],
  },
  driver: {
    by: ['package', 'repository', 'download', 'compile', 'network', 'disk', 'file'],
    loose: ['compile', 'disk', 'package'],
  },
  module: {
    by: ['driver', 'package', 'compile', 'repository', 'download', 'command'],
    loose: ['driver', 'compile', 'command'],
  },
  'package-script': {
    by: [
      'lock',
      'driver',
      'disk',
      'service',
      'compile',
      'prompt',
      'package',
      'permission',
      'file',
      'memory',
      'module',
    ],
    loose: ['lock', 'driver', 'disk', 'service', 'compile', 'prompt', 'memory', 'module'],
  },
  language: {
    by: ['package', 'network', 'download', 'repository', 'file', 'compile', 'disk', 'credentials', 'vcs'],
    loose: ['compile', 'disk', 'package', 'config', 'prompt'],
  },
  container: {
    by: ['network', 'service', 'credentials', 'disk', 'command'],
    loose: ['network', 'disk', 'credentials', 'service', 'command'],
  },
  vcs: { by: ['network', 'credentials'], loose: ['network', 'credentials'] },
  download: { by: ['network', 'credentials', 'disk'], loose: ['network', 'credentials', 'disk'] },
  script: { by: ['download', 'network', 'credentials', 'line-ends'], loose: ['download', 'line-ends'] },
  permission: { by: ['account', 'download', 'archive'], loose: [] },
  check: {
    by: ['package', 'driver', 'service', 'module', 'command', 'repository', 'download', 'file'],
    loose: [],
  },
  prompt: { by: ['account'], loose: ['account'] },
  account: { by: ['account'], loose: ['account'] },
  device: { by: ['device'], loose: ['device'] },
  crash: { by: ['memory', 'disk', 'config', 'language'], loose: ['memory', 'disk', 'config'] },
  timeout: { by: ['network', 'lock', 'prompt'], loose: ['network', 'lock', 'prompt'] },
  wrapper: {
    by: ['compile', 'download', 'package', 'repository', 'network'],
    loose: ['compile', 'download', 'package', 'repository'],
  },
}

/** `named`: only when both name the same thing; `loose`: also when they only stand close. */
export function canExplain(cause: Kind, consequence: Kind): 'loose' | 'named' | undefined {
  const known = EXPLAINED_BY[consequence]
  if (known?.loose.includes(cause)) return 'loose'
  return known?.by.includes(cause) ? 'named' : undefined
}

const STOP_WORDS = new Set(
  'error errors failed failure cannot could couldn found file files directory such command line open with from into this that have been package packages install installed installation unable locate status code returned http https null true false warning fatal exit exited some more than tmp usr bin lib etc opt var local home root script module while when there their your build step parallelcluster stdin stdout stderr amd64 x86_64 aarch64 noarch latest main master archive download downloads curl wget dnf yum apt the and for not all any are was were has had can its you your but out find name names looking specified plugin only needed required make made get got set see also than then line lines user users requested unexpected process child recoverable exiting'.split(
    ' ',
  ),
)

/** What a line names: files, packages, hosts. Words of the language and of tools do not count. */
export function namesIn(text: string): string[] {
  const names = new Set<string>()
  for (const token of text.slice(0, 600).split(/[^\w.+@-]+/)) {
    const word = token.replace(/^[.+-]{1,9}|[.+-]{1,9}$/g, '')
    const stem = word.replace(
      /(?:\.(?:tar|tgz|gz|xz|bz2|zip|sh|py|git|rpm|deb|run|service|so|ko|h|cfg|conf))?(?:\.(?:tar|tgz|gz|xz|bz2|zip|sh|py|git|rpm|deb|run|service|so|ko|h|cfg|conf))?$/i,
      '',
    )
    if (stem.length < 3 || /^[\d.]+$/.test(stem) || STOP_WORDS.has(stem.toLowerCase())) continue
    names.add(stem)
    const bare = stem.replace(/[-_]v?\d.{0,300}$/, '')
    if (bare.length >= 3 && !STOP_WORDS.has(bare.toLowerCase())) names.add(bare)
  }
  return [...names]
}
