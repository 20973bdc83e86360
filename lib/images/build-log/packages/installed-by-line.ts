/** What tells of it: rpm by dnf, yum and Chef, deb by apt and Chef, and so on. `chef` names packages of either. */
export type PackageManager = 'rpm' | 'deb' | 'chef' | 'pip' | 'gem' | 'conda'

/** A package as one line names it. */
export interface NamedPackage {
  manager: PackageManager
  name: string
  version: string
  /** The version it replaced, where the line says so. */
  from?: string
}

const architectures = new Set(['x86_64', 'aarch64', 'noarch', 'i686'])
/** `name.arch epoch:version-release`, as yum writes it: two words. */
const yumName = /^([\w.+-]{1,100})\.(?:x86_64|aarch64|noarch|i686)$/
const yumVersion = /^(?:\d{1,4}:)?([\w.+~^]{1,60}-[\w.+~^]{1,60})$/
const running = /^(?:Installing|Upgrading|Updating|Downgrading|Reinstalling) {1,8}: ([^\s]{1,200})(?: |$)/
const deb =
  /^(?:Setting up|Unpacking) ([a-z0-9][a-z0-9.+-]{1,100})(?::[a-z0-9]{1,10})? \(([^\s()]{1,100})\)(?: over \(([^\s()]{1,100})\))?/
const chefInstall = /^- install version ([^\n]{1,2000}) of package ([^\n]{1,2000})$/
const chefUpgrade = /^- upgrade package ([^\s]{1,100}) from ([^\s]{1,100}) to ([^\s]{1,100})/
const wheel = /^([A-Za-z0-9][\w.-]{0,99})-(\d[\w.+!]{0,60})$/
const uv = /^\+ ([A-Za-z0-9][\w.-]{0,99})==([\w.+!]{1,60})$/
const conda = /::([a-z0-9_][\w.-]{0,99})-([^-\s]{1,60})-[^-\s]{1,60}$/

/** `name-epoch:version-release.arch`, as dnf writes it: taken apart from its end, since a name may hold dashes. */
function rpmOf(word: string): NamedPackage | undefined {
  const dot = word.lastIndexOf('.')
  const release = word.lastIndexOf('-')
  const version = word.lastIndexOf('-', release - 1)
  if (version < 1 || dot < release || word.length > 200 || !architectures.has(word.slice(dot + 1)))
    return undefined
  const withEpoch = word.slice(version + 1, dot)
  return {
    manager: 'rpm',
    name: word.slice(0, version),
    version: withEpoch.slice(withEpoch.indexOf(':') + 1),
  }
}

/** Words of a summary's line, dnf's (one a package) or yum's (two a package). */
export function rpmsOf(line: string): NamedPackage[] {
  const words = line.split(' ').filter(Boolean)
  const found: NamedPackage[] = []
  for (const [index, word] of words.entries()) {
    const whole = rpmOf(word)
    if (whole) found.push(whole)
    const name = whole ? undefined : yumName.exec(word)?.[1]
    const version = name && yumVersion.exec(words[index + 1] ?? '')?.[1]
    if (name && version) found.push({ manager: 'rpm', name, version })
  }
  return found
}

/**
 * The packages that one line of a package manager's output names with their versions. Lines that only make sense in
 * their place, such as those below dnf's `Installed:`, are `PackageReader`'s.
 * @param line without indentation
 * @param pip whether pip, not gem, is at work
 */
export function packagesOfLine(line: string, pip: boolean): NamedPackage[] {
  switch (line[0]) {
    case 'S':
    case 'U': {
      const [, name, version, from] = deb.exec(line) ?? []
      if (name && version) return [{ manager: 'deb', name, version, ...(from && { from }) }]
      if (line.startsWith(installed)) return wheelsOf(line.slice(installed.length), pip)
      return ofTransaction(line)
    }
    case 'I':
    case 'D':
    case 'R':
      return ofTransaction(line)
    case '-':
      return ofChef(line)
    case '+': {
      const [, name, version] = uv.exec(line) ?? []
      return name && version ? [{ manager: 'pip', name, version }] : []
    }
    default:
      return []
  }
}

const installed = 'Successfully installed '

function ofTransaction(line: string): NamedPackage[] {
  const word = running.exec(line)?.[1]
  const found = word && rpmOf(word)
  return found ? [found] : []
}

function wheelsOf(words: string, pip: boolean): NamedPackage[] {
  return words.split(' ').flatMap((word) => {
    const [, name, version] = wheel.exec(word) ?? []
    return name && version ? [{ manager: pip ? 'pip' : 'gem', name, version } as const] : []
  })
}

/** A resource of several packages names all versions first: `- install version 1, 2 of package a, b`. */
function ofChef(line: string): NamedPackage[] {
  const [, name, from, version] = chefUpgrade.exec(line) ?? []
  if (name && from && version) return [{ manager: 'chef', name, version: bare(version), from: bare(from) }]
  const [, versions, names] = chefInstall.exec(line) ?? []
  if (!versions || !names) return []
  const each = versions.split(', ')
  return names.split(', ').flatMap((one, index) => {
    const known = each[index]
    return known && known.length <= 100 && one.length <= 100
      ? [{ manager: 'chef' as const, name: one, version: bare(known) }]
      : []
  })
}

/** Without epoch and architecture, as the others are told. */
const bare = (version: string) =>
  version.replace(/^\d{1,4}:/, '').replace(/\.(?:x86_64|aarch64|noarch|i686)$/, '')

/** A line below conda's `The following NEW packages will be INSTALLED:`. */
export function condaOf(line: string): NamedPackage | undefined {
  const [, name, version] = conda.exec(line.trimEnd()) ?? []
  return name && version ? { manager: 'conda', name, version } : undefined
}
