import { copied } from '../clean-line'
import type { OutlinePackage } from '../outline-schema'
import { condaOf, type NamedPackage, packagesOfLine, rpmsOf } from './installed-by-line'

type Anchor = OutlinePackage['at']

/** A whole system's update names some hundreds. */
const mostPackages = 2_000
const mostKernelMentions = 200
const mostKernels = 20

/** Headings of dnf's and yum's summaries, under which every line names packages. */
const summaries = new Set([
  'Installed:',
  'Upgraded:',
  'Updated:',
  'Downgraded:',
  'Reinstalled:',
  'Dependency Installed:',
  'Dependency Updated:',
])
/** Chef has dnf or apt install what it then tells of itself. */
const systemManagers = new Set(['rpm', 'deb', 'chef'])
const condaHeadings =
  /^The following (?:NEW packages will be INSTALLED|packages will be (?:UPDATED|DOWNGRADED|SUPERSEDED[^\n]{0,80})):/

/** Where the running kernel's release stands in what tools say: it is asked of `uname -r` and put into names. */
const kernel =
  /(?:\/lib\/modules\/|\/usr\/src\/kernels\/|\blinux-(?:headers|modules-extra)-|\bkernel-(?:devel|headers|modules-extra)-(?:uname-r-|matched-)?|[Kk]ernel module for |\blustre-client-modules-)(\d{1,3}\.\d{1,4}\.\d{1,5}[\w.+-]{0,60})/

/**
 * The packages that a log names with versions as they are installed or upgraded, and the kernel that is spoken of most,
 * from the lines of the commands' output in order. Of a package that comes more than once the last version counts.
 */
export class PackageReader {
  readonly #packages = new Map<string, OutlinePackage>()
  readonly #kernels = new Map<string, number>()
  #kernelMentions = 0
  #section: 'summary' | 'conda' | undefined
  #pip = false

  /** One line of a command's output; Chef indents what its commands say. */
  line(raw: string, at: Anchor): void {
    this.#readKernel(raw)
    let text = raw.trimStart()
    if (text.startsWith('[execute] ')) text = text.slice('[execute] '.length).trimStart()
    if (text === '' || text.length > 4_000) return
    if (this.#section !== undefined) {
      const found =
        this.#section === 'summary' ? rpmsOf(text) : [condaOf(text)].filter((one) => one !== undefined)
      this.#keep(found, at)
      if (found.length > 0) return
      this.#section = undefined
    }
    const found = packagesOfLine(text, this.#pip)
    if (found.length > 0) this.#keep(found, at)
    else this.#readHeading(text)
  }

  #readHeading(text: string): void {
    switch (text[0]) {
      case 'I':
        if (text.startsWith('Installing collected packages')) this.#pip = true
        break
      case 'F':
        if (text.startsWith('Fetching ')) this.#pip = false
        return
      case 'T':
        if (condaHeadings.test(text)) this.#section = 'conda'
        return
      case 'U':
      case 'D':
      case 'R':
        break
      default:
        return
    }
    if (summaries.has(text.trimEnd())) this.#section = 'summary'
  }

  #readKernel(text: string): void {
    if (this.#kernelMentions >= mostKernelMentions) return
    if (
      !text.includes('/lib/modules/') &&
      !text.includes('ernel') &&
      !text.includes('linux-headers-') &&
      !text.includes('client-modules-')
    )
      return
    const release = kernel.exec(text)?.[1]?.replace(/[.-]$/, '')
    if (!release) return
    this.#kernelMentions++
    if (this.#kernels.size < mostKernels || this.#kernels.has(release))
      this.#kernels.set(copied(release), (this.#kernels.get(release) ?? 0) + 1)
  }

  #keep(found: readonly NamedPackage[], at: Anchor): void {
    for (const { manager, name, version, from } of found) {
      const key = `${systemManagers.has(manager) ? 'system' : manager} ${name}`
      const known = this.#packages.get(key)
      if (!known && this.#packages.size >= mostPackages) continue
      const before = from ?? known?.from
      // dnf says each twice, as it installs and at the end: the first is the place to look at.
      if (known?.version === version && (from === undefined || known.from === from)) continue
      this.#packages.set(copied(key), {
        manager,
        name: copied(name),
        version: copied(version),
        ...(before !== undefined && { from: copied(before) }),
        at,
      })
    }
  }

  get packages(): OutlinePackage[] {
    return [...this.#packages.values()]
  }

  /** The release of the kernel that tools speak of most; of equally many the first. */
  get kernel(): string | undefined {
    return [...this.#kernels].sort(([, a], [, b]) => b - a)[0]?.[0]
  }
}
