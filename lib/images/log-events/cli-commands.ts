import { logGroupNameOf } from '../image-id'

/** A part of a log stream: times in epoch milliseconds, `endTime` excluded; absent times bound nothing. */
export type LogPart = {
  readonly imageId: string
  readonly logStreamName: string
  readonly region: string | undefined
  readonly startTime: number | undefined
  readonly endTime: number | undefined
}

/** The commands that ask for the same part of a log, each with what it is called here. */
export function cliCommands(part: LogPart): { readonly name: string; readonly command: string }[] {
  const { imageId, logStreamName, region, startTime, endTime } = part
  const group = logGroupNameOf(imageId)
  return [
    {
      name: 'AWS CLI, first page',
      command: commandOf('aws logs get-log-events', {
        'log-group-name': group,
        'log-stream-name': logStreamName,
        'start-time': startTime,
        'end-time': endTime,
        'start-from-head': true,
        region,
      }),
    },
    {
      name: 'AWS CLI, all pages',
      command: commandOf('aws logs filter-log-events', {
        'log-group-name': group,
        'log-stream-names': logStreamName,
        'start-time': startTime,
        // The only one of the three that counts the end in.
        'end-time': endTime === undefined ? undefined : endTime - 1,
        region,
      }),
    },
    {
      name: 'pcluster',
      command: commandOf('pcluster get-image-log-events', {
        'image-id': imageId,
        'log-stream-name': logStreamName,
        'start-time': isoTime(startTime),
        'end-time': isoTime(endTime),
        'start-from-head': 'true',
        region,
      }),
    },
  ]
}

function commandOf(command: string, options: Record<string, string | number | true | undefined>): string {
  const written = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [value === true ? `--${name}` : `--${name} ${shellWord(String(value))}`]
  })
  return [command, ...written].join(' ')
}

/** One word of a POSIX shell's line, quoted when anything in it could mean something to the shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

const isoTime = (epochMs: number | undefined) =>
  epochMs === undefined ? undefined : new Date(epochMs).toISOString()
