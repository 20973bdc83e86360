import { openFiles } from '@/lib/images/archive/open-files'
import { OpenedApi } from '@/lib/images/archive/opened-api'
import { type Command, help, readArguments } from './arguments'
import { type ExplainedBuild, exitCodeOf } from './explained-build'
import { inputFiles } from './input-files'
import { print } from './print'

type Streams = { stdin: NodeJS.ReadableStream; out: (text: string) => void; error: (text: string) => void }

/** Explains a live image; loaded only when asked for, since reading files needs nothing of AWS. */
export type ExplainLive = (question: {
  imageId: string
  region?: string
  account?: string
}) => Promise<ExplainedBuild>

/** Runs one command line. Answers the exit code; never throws. */
export async function run(
  args: readonly string[],
  { stdin, out, error }: Streams,
  explainLive: ExplainLive,
): Promise<0 | 1 | 2> {
  try {
    const command = readArguments(args)
    if (command.command === 'help') {
      out(help)
      return 0
    }
    const builds =
      command.command === 'explainImage'
        ? [await explainLive(command)]
        : await explainFiles(command, stdin, error)
    out(print(builds, command.format, command.maskAccountIds))
    return exitCodeOf(builds)
  } catch (failure) {
    error(`${failure instanceof Error ? failure.message : String(failure)}\n`)
    return 2
  }
}

async function explainFiles(
  { paths }: Extract<Command, { command: 'explainFiles' }>,
  stdin: NodeJS.ReadableStream,
  error: (text: string) => void,
): Promise<ExplainedBuild[]> {
  const files = await inputFiles(paths, stdin)
  const { builds, problems } = await openFiles(files, new AbortController().signal, () => undefined)
  for (const { path, message } of problems) error(`${path}: ${message}\n`)
  if (builds.length === 0) throw new Error(`No build found in ${paths.join(', ')}.`)
  return builds.map((build) => {
    const api = new OpenedApi(build)
    const { region, version } = api.describe()
    return {
      ...api.cause(undefined),
      ...(region ? { region } : {}),
      ...(version ? { version } : {}),
      ...(build.problems.length > 0 ? { problems: build.problems } : {}),
    }
  })
}
