/**
 * Whether a line names a package: as a word of its own, or with its version or architecture behind it, as in
 * `kernel-devel-6.1.147`, `jq=1.6`, `glibc.x86_64`. `curl` is not named by `libcurl`, nor `python3` by `python3-pip`.
 */
export function mentions(line: string, name: string): boolean {
  if (name.length < 2) return false
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    if (!isWordBefore(line, at) && isEndOfName(line, at + name.length)) return true
  }
  return false
}

/** Whether a line names a module, or something in it: `numpy` is named by `numpy.core.multiarray`. */
export function mentionsModule(line: string, name: string): boolean {
  if (name.length < 2) return false
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    if (!isWordBefore(line, at) && !/[\w+-]/.test(line[at + name.length] ?? '')) return true
  }
  return false
}

const isWordBefore = (line: string, at: number) => at > 0 && /[\w.+-]/.test(line[at - 1] ?? '')

function isEndOfName(line: string, at: number): boolean {
  const [next = '', after = ''] = [line[at], line[at + 1]]
  if (next === '-') return /\d/.test(after)
  if (next === '.')
    return !/[\w.]/.test(after) || /^\.(?:x86_64|aarch64|noarch|i686)\b/.test(line.slice(at, at + 9))
  return !/[\w+]/.test(next)
}
