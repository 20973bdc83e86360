import type { Cause } from '../build-log/cause'
import type { Change } from './changes'
import { mentions, mentionsModule } from './mentions'

/**
 * Why a change may be what made the build fail, or undefined: a package in the failing line; the kernel, where the line
 * speaks of it; whatever is on the side that the cause is on.
 */
export function suspicionOf(change: Change, cause: Cause): string | undefined {
  const lines = cause.lines.map(({ text }) => text)
  switch (change.fact) {
    case 'package':
      return lines.some((line) => namesPackage(line, change)) ? 'The failing line names it.' : undefined
    case 'kernel':
      if (lines.some((line) => line.includes(withoutArchitecture(change.here ?? ''))))
        return 'The failing line names this kernel.'
      return cause.kind === 'driver' || lines.some((line) => /\bkernel\b/i.test(line))
        ? 'The failing line speaks of the kernel.'
        : undefined
    case 'parentImage':
      return cause.side === 'parentImage' ? 'The cause is in the parent image.' : undefined
    case 'parallelCluster':
    case 'cookbook':
      return cause.side === 'parallelCluster' ? 'The cause is in ParallelCluster.' : undefined
    case 'configuration':
      return cause.side === 'configuration' ? 'The cause is in the configuration.' : undefined
    case 'component':
      return cause.component !== undefined && cause.component === change.name
        ? 'The step that failed is in it.'
        : undefined
    default:
      return undefined
  }
}

/** Python says a package as its module, with what is in it: `numpy.dtype size changed`. */
function namesPackage(line: string, { name = '', manager }: Change): boolean {
  if (manager !== 'pip' && manager !== 'conda') return mentions(line, name)
  return mentions(line, name) || mentionsModule(line, name.replaceAll('-', '_'))
}

const withoutArchitecture = (release: string) => release.replace(/\.(?:x86_64|aarch64)$/, '')
