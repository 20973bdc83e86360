import { parseArgs } from 'node:util'

export type Format = 'text' | 'json' | 'markdown' | 'github'

export type Command =
  | { command: 'help' }
  | { command: 'explainFiles'; paths: string[]; format: Format; maskAccountIds: boolean }
  | {
      command: 'explainImage'
      imageId: string
      region?: string
      account?: string
      format: Format
      maskAccountIds: boolean
    }

/** What a command line asks for. @throws Error with a sentence for whoever typed it */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      image: { type: 'string' },
      region: { type: 'string' },
      account: { type: 'string' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      github: { type: 'boolean' },
      'mask-account-ids': { type: 'boolean' },
    },
  })
  const [command, ...paths] = positionals
  if (values.help || command === undefined) return { command: 'help' }
  if (command !== 'explain') throw new Error(`Unknown command '${command}'. The only command is 'explain'.`)
  const formats = (['json', 'markdown', 'github'] as const).filter((name) => values[name])
  if (formats.length > 1) throw new Error('Choose one of --json, --markdown and --github.')
  const output = {
    format: formats[0] ?? 'text',
    maskAccountIds: values['mask-account-ids'] ?? false,
  } as const
  if (values.image === undefined) {
    if (paths.length === 0) throw new Error("Name a file, a folder, '-' for standard input, or --image ID.")
    if (values.region || values.account) throw new Error('--region and --account go with --image.')
    return { command: 'explainFiles', paths, ...output }
  }
  if (paths.length > 0) throw new Error('Name either files or --image, not both.')
  return {
    command: 'explainImage',
    imageId: values.image,
    ...(values.region ? { region: values.region } : {}),
    ...(values.account ? { account: values.account } : {}),
    ...output,
  }
}

export const help = `Explains why an AWS ParallelCluster image build failed.

  image-build-logs explain <archive | folder | file | -> …
  image-build-logs explain --image ID [--region REGION] [--account NAME]

Files: an archive of \`pcluster export-image-logs\`, its folder, JSON of the pcluster or AWS CLI, CSV of the CloudWatch
console, a plain or pasted log; packed as .gz, .zip or .tar.gz or not. '-' reads standard input.

  --json              everything that is known, as JSON (one object for each build)
  --markdown          a report for an issue or a pull request
  --github            GitHub Actions annotations
  --mask-account-ids  replace AWS account ids with asterisks (--markdown always does)

Exit code: 0 the build is good, 1 it failed, 2 it could not be read or has not ended.
`
