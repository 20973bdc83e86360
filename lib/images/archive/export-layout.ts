import { maskAccountIds } from '../mask-account-ids'
import type { LogEvent, StackEvent } from '../schemas'

/**
 * Where `pcluster export-image-logs` puts what it exports (cli/src/pcluster/models/common.py); `namesOf` reads the same
 * names. `at` is the moment of the export, UTC.
 */
export function exportLayout(id: string, at: Date) {
  const imageId = asFileName(id)
  const folder = `${imageId}-logs-${at.toISOString().slice(0, 16).replace(/\D/g, '')}`
  const taken = new Set<string>()
  return {
    folder,
    stackEvents: `${folder}/${imageId}-cfn-events`,
    /** A log stream's file, as CloudWatch names it. Two streams whose names differ by a slash alone stay two files. */
    logStream(logStreamName: string): string {
      const name = asFileName(logStreamName)
      let file = name
      for (let number = 2; taken.has(file); number++) file = `${name}.${number}`
      taken.add(file)
      return `${folder}/cloudwatch-logs/${file}`
    },
    /** Ours, and only where it is known: what `pcluster describe-image` prints. */
    description: `${folder}/${imageId}-description.json`,
    /** Ours, in kept builds: why the build failed, as it was found then. */
    explanation: `${folder}/${imageId}-explanation.json`,
    unread: `${folder}/${unreadFile}`,
  }
}

/** No name that files or AWS give leads out of the folder it is unpacked into. */
const asFileName = (name: string): string => name.replace(/[\\/]/g, '-').replace(/^\.{1,2}$/, '-')

export const isDescription = (path: string): boolean => path.endsWith('-description.json')

export const isExplanation = (path: string): boolean => path.endsWith('-explanation.json')

/** Ours: names what belongs in the archive and could not be read; absent where all of it was. */
export const unreadFile = 'could-not-be-read.txt'

export type Unread = { what: string; message: string }

export const unreadText = (unread: readonly Unread[]): string =>
  unread.map(({ what, message }) => `${what}: ${message.replaceAll('\n', ' ')}\n`).join('')

export const readUnread = (text: string): Unread[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const end = line.indexOf(': ')
      return { what: line.slice(0, Math.max(0, end)), message: end < 0 ? line : line.slice(end + 2) }
    })

/** Events as CloudWatch's export writes them: the time before the first line of each message alone. */
export const exportedLines = (events: readonly LogEvent[], mask: boolean): string =>
  events
    .map(({ timestamp, message }) => `${timestamp} ${mask ? maskAccountIds(message) : message}\n`)
    .join('')

/** Pages of stack events as the CLI writes them: in CloudFormation's own names. */
export function stackEventPages(pages: readonly (readonly StackEvent[])[], mask: boolean): string {
  const text = JSON.stringify(
    pages.map((page) => page.map(inPascalCase)),
    null,
    2,
  )
  return mask ? maskAccountIds(text) : text
}

const inPascalCase = (event: StackEvent) =>
  Object.fromEntries(
    Object.entries(event).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  )
